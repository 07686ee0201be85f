"""The theme `work-plan` of MkDocs, which extends Material: templates, styles and scripts.

It is installed as the package `work_plan_theme`.
"""
