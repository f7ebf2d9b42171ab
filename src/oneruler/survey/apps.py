from django.apps import AppConfig


class SurveyConfig(AppConfig):
    name = "oneruler.survey"
    verbose_name = "调查"
    default_auto_field = "django.db.models.BigAutoField"
