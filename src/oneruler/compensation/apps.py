from django.apps import AppConfig


class CompensationConfig(AppConfig):
    name = "oneruler.compensation"
    verbose_name = "补偿"
    default_auto_field = "django.db.models.BigAutoField"
