from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("performance", "0002_first")]

    operations = [
        migrations.AddField(
            model_name="indicator",
            name="rule",
            field=models.CharField(default="按比例", max_length=10, verbose_name="赋分方式"),
        ),
    ]
