"""Every door of the program: pages, commands, settings. What stands here computes nothing."""
