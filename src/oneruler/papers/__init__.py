"""How is it written on paper? Printed papers from ready content and a template. Knows no Django, no clock, no float."""
