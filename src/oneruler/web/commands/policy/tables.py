from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None: ...


def run(args: Namespace) -> int:
    return 2
