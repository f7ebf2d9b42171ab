"""What the console says while nobody is enrolled, and what it checks once somebody is."""

from __future__ import annotations

from oneruler.web.refusal import Refusal


def invite_first_run() -> None:
    """Where nobody is enrolled, say how to set up, with the code for those at another machine; else say nothing.

    Raises Refusal when the key does not open what was sealed: nobody could sign in, and a second key would do harm.
    """
    from django.conf import settings

    from oneruler.office.queries import nobody_enrolled, people
    from oneruler.office.sealing import SealError
    from oneruler.web.secret import first_run_code

    if nobody_enrolled():
        print(
            f"还没有录入任何人员：请打开 /first-run/ 做首次设置。不在本机打开时，验证码：{first_run_code(settings.VAR)}",
            flush=True,
        )
        return
    try:
        people().first()
    except SealError as error:
        raise Refusal(
            "密钥与数据库不符，已加密的数据打不开。请把密钥恢复单上的恢复码写入 "
            f"{settings.VAR / 'seal-key'}（或设为 ONERULER_SEAL），再运行；不要在此数据库上使用新密钥。"
        ) from error
