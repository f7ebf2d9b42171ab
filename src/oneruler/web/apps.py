from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "oneruler.web"
    verbose_name = "页面"
