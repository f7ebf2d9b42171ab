from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "oneruler.office"
    verbose_name = "机构与人员"
    default_auto_field = "django.db.models.BigAutoField"
