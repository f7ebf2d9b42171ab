"""OneRuler (一把尺): one ruler measures everything."""

__version__ = "0.1.0"
