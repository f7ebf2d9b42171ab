"""The language of rules: one small tree of arithmetic over typed facts and cited tables; it can compute, nothing else."""
