"""Digests of inputs, the status of the document, the nature of a line; labels of objects and differences are sealed.

Columns that become sealed are made anew: nothing was kept in them before.
"""

from django.db import migrations, models

import oneruler.office.fields


class Migration(migrations.Migration):
    dependencies = [("compensation", "0002_first")]

    operations = [
        migrations.AddField(
            "sheet", "policy_status", models.CharField("文件状态", max_length=8, default=""), preserve_default=False
        ),
        migrations.AddField(
            "sheet",
            "inputs_digest",
            models.CharField("事实与文件摘要", max_length=64, default=""),
            preserve_default=False,
        ),
        migrations.AddField("sheet", "cause_paper", models.CharField("原因文书", blank=True, max_length=80)),
        migrations.RemoveField("sheetline", "basic"),
        migrations.AddField(
            "sheetline", "nature", models.CharField("性质", max_length=4, default="基本"), preserve_default=False
        ),
        migrations.RemoveField("sheetline", "object_label"),
        migrations.AddField("sheetline", "object_label", oneruler.office.fields.SealedField("称呼", default="")),
        migrations.RemoveField("checkresult", "difference"),
        migrations.AddField("checkresult", "difference", oneruler.office.fields.SealedField("差异", default="")),
        migrations.AddField(
            "checkresult", "inputs_digest", models.CharField("事实与文件摘要", blank=True, max_length=64)
        ),
    ]
