"""What stops a command before it does anything."""


class Refusal(Exception):  # noqa: N818 -- it is no error of the program
    """A command cannot go on; the message says in Chinese what is wrong and what to do. Its exit status is 2."""
