"""驾驶舱: the year at a glance."""
