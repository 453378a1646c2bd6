import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0003_names"),
        ("documents", "0001_initial"),
        ("policies", "0003_facts"),
        ("territories", "0002_points"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FactFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("MOUNTAIN", "En zone de montagne"),
                            ("RURAL", "Rurale (grille de densité de l’Insee)"),
                            ("REVITALISATION", "France ruralités revitalisation (FRR)"),
                            ("RURAL_BY_LAW", "Commune rurale (CGCT, article D3334-8-1)"),
                            ("ASSISTED", "Droit à l’assistance technique du département"),
                            ("POTENTIAL", "Potentiel financier par habitant, en euros"),
                            ("MEMBERS", "Adhésions à une structure"),
                        ],
                        max_length=20,
                        verbose_name="nature",
                    ),
                ),
                ("source", models.CharField(max_length=200, verbose_name="source")),
                ("source_date", models.DateField(verbose_name="date de la source")),
                ("since", models.DateField(verbose_name="en vigueur depuis le")),
                (
                    "status",
                    models.CharField(
                        choices=[("READ", "À confirmer"), ("CONFIRMED", "Importée")],
                        default="READ",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("mapping", models.JSONField(default=dict, verbose_name="colonnes")),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("WORDS", "Des mots disent oui, non ou à vérifier"),
                            ("FILLED", "Une cellule remplie dit oui"),
                            (
                                "BROADER",
                                "Une cellule remplie ne dit rien de sûr : la liste est plus large",
                            ),
                            ("LISTED", "Être dans la liste dit oui, sans colonne qui réponde"),
                            ("AMOUNT", "La cellule donne un montant en euros"),
                        ],
                        default="WORDS",
                        max_length=10,
                        verbose_name="lecture",
                    ),
                ),
                (
                    "yes_words",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="mots qui disent oui"
                    ),
                ),
                (
                    "no_words",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="mots qui disent non"
                    ),
                ),
                (
                    "unsure_words",
                    models.CharField(
                        blank=True, max_length=500, verbose_name="mots qui laissent à vérifier"
                    ),
                ),
                (
                    "empty_is_no",
                    models.BooleanField(default=False, verbose_name="une cellule vide dit non"),
                ),
                (
                    "is_whole",
                    models.BooleanField(
                        default=False, verbose_name="qui n’est pas dans la liste : non"
                    ),
                ),
                ("read_lines", models.PositiveIntegerField(default=0, verbose_name="lignes lues")),
                (
                    "added_answers",
                    models.PositiveIntegerField(default=0, verbose_name="réponses nouvelles"),
                ),
                (
                    "mended_answers",
                    models.PositiveIntegerField(default=0, verbose_name="réponses mises à jour"),
                ),
                ("uploaded_at", models.DateTimeField(verbose_name="déposée le")),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="importée le"),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territories.territory",
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.organisation",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "liste publiée",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["READ", "CONFIRMED"])),
                        name="fact_file_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "MOUNTAIN",
                                    "RURAL",
                                    "REVITALISATION",
                                    "RURAL_BY_LAW",
                                    "ASSISTED",
                                    "POTENTIAL",
                                    "MEMBERS",
                                ],
                            )
                        ),
                        name="fact_file_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("rule__in", ["WORDS", "FILLED", "BROADER", "LISTED", "AMOUNT"])
                        ),
                        name="fact_file_rule_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at", None), ("status", "READ")),
                            models.Q(("confirmed_at__isnull", False), ("status", "CONFIRMED")),
                            _connector="OR",
                        ),
                        name="fact_file_confirmed_has_a_date",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("provider", None), ("kind", "MEMBERS"), _connector="OR"
                        ),
                        name="fact_file_provider_has_members",
                    ),
                ],
            },
        ),
    ]
