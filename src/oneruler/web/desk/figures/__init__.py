"""Figures that open: what the measures give, narrowed to what the one who asks may see."""
