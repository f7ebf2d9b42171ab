from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "oneruler.disclosure"
    verbose_name = "公开"
    default_auto_field = "django.db.models.BigAutoField"
