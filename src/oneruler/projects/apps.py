from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "oneruler.projects"
    verbose_name = "项目与程序"
    default_auto_field = "django.db.models.BigAutoField"
