import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("demands", "0004_finding"),
        ("directory", "0002_absences"),
        ("matching", "0001_initial"),
        ("offers", "0004_assisted_trait"),
        ("territories", "0002_points"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Opinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("ASKED", "Attendu"), ("GIVEN", "Rendu"), ("WITHDRAWN", "Retiré")],
                        default="ASKED",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("question", models.TextField(verbose_name="sur quoi porte l’avis")),
                ("due_on", models.DateField(verbose_name="attendu le")),
                ("asked_at", models.DateTimeField(verbose_name="demandé le")),
                (
                    "position",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("FAVOURABLE", "Favorable"),
                            ("RESERVATIONS", "Favorable avec réserves"),
                            ("UNFAVOURABLE", "Défavorable"),
                            ("NONE", "Sans avis"),
                        ],
                        max_length=20,
                        verbose_name="position",
                    ),
                ),
                ("reservations", models.TextField(blank=True, verbose_name="réserves")),
                (
                    "given_label",
                    models.CharField(blank=True, max_length=150, verbose_name="rendu par"),
                ),
                ("given_at", models.DateTimeField(null=True, verbose_name="rendu le")),
                (
                    "link_key",
                    models.CharField(blank=True, default="", editable=False, max_length=16),
                ),
                ("link_sent_at", models.DateTimeField(null=True, verbose_name="lien envoyé le")),
            ],
            options={
                "verbose_name": "demande d’avis",
            },
        ),
        migrations.CreateModel(
            name="OrientationRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.CharField(max_length=40, verbose_name="règle")),
                ("value", models.PositiveIntegerField(verbose_name="valeur")),
                ("starts_on", models.DateField(verbose_name="à partir du")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                ("basis", models.CharField(max_length=250, verbose_name="texte ou décision")),
            ],
            options={
                "verbose_name": "règle d’orientation",
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("body", models.TextField(verbose_name="ce qui manque")),
                ("asked_label", models.CharField(max_length=150, verbose_name="demandé par")),
                ("asked_at", models.DateTimeField(verbose_name="demandé le")),
                ("reply", models.TextField(blank=True, verbose_name="réponse")),
                ("settled_at", models.DateTimeField(null=True, verbose_name="répondu le")),
            ],
            options={
                "verbose_name": "question d’une structure",
                "ordering": ["asked_at", "pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="referral",
            name="referral_refusal_reason_is_known",
        ),
        migrations.AddField(
            model_name="referral",
            name="answered_label",
            field=models.CharField(blank=True, max_length=150, verbose_name="répondue par"),
        ),
        migrations.AddField(
            model_name="referral",
            name="link_key",
            field=models.CharField(blank=True, default="", editable=False, max_length=16),
        ),
        migrations.AddField(
            model_name="referral",
            name="link_sent_at",
            field=models.DateTimeField(null=True, verbose_name="lien envoyé le"),
        ),
        migrations.AddField(
            model_name="referral",
            name="suggested",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.organisation",
                verbose_name="structure proposée à la place",
            ),
        ),
        migrations.AddField(
            model_name="referral",
            name="suggestion",
            field=models.CharField(
                blank=True, max_length=200, verbose_name="structure proposée, en clair"
            ),
        ),
        migrations.AlterField(
            model_name="referral",
            name="refusal_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("NO_CAPACITY", "Plan de charge complet"),
                    ("OUT_OF_SCOPE", "Hors de nos missions"),
                    ("OUT_OF_PERIMETER", "Hors de notre territoire"),
                    ("NOT_A_MEMBER", "La collectivité n’est pas adhérente"),
                    ("TOO_EARLY", "Projet pas assez avancé"),
                    ("BETTER_PLACED", "Un autre organisme est mieux placé"),
                    ("WRONG_ADDRESSEE", "Erreur d’adressage : ce n’est pas pour nous"),
                ],
                max_length=20,
                verbose_name="motif",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "refusal_reason__in",
                        [
                            "",
                            "NO_CAPACITY",
                            "OUT_OF_SCOPE",
                            "OUT_OF_PERIMETER",
                            "NOT_A_MEMBER",
                            "TOO_EARLY",
                            "BETTER_PLACED",
                            "WRONG_ADDRESSEE",
                        ],
                    )
                ),
                name="referral_refusal_reason_is_known",
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="asked_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="demand",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="opinions",
                to="demands.demand",
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="given_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="opinion",
            name="provider",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="opinions",
                to="directory.organisation",
            ),
        ),
        migrations.AddField(
            model_name="orientationrule",
            name="department",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="territories.territory",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="referral",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="questions",
                to="matching.referral",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="settled_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="opinion",
            index=models.Index(fields=["provider", "status", "due_on"], name="opinion_of_provider"),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["ASKED", "GIVEN", "WITHDRAWN"])),
                name="opinion_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("position__in", ["", "FAVOURABLE", "RESERVATIONS", "UNFAVOURABLE", "NONE"])
                ),
                name="opinion_position_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "GIVEN"), _negated=True),
                    models.Q(("position", ""), _negated=True),
                    _connector="OR",
                ),
                name="opinion_given_takes_a_position",
            ),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("position", "RESERVATIONS"), _negated=True),
                    models.Q(("reservations", ""), _negated=True),
                    _connector="OR",
                ),
                name="opinion_reservations_are_written",
            ),
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "ASKED")),
                fields=("demand", "provider"),
                name="opinion_one_awaited_per_provider",
            ),
        ),
        migrations.AddConstraint(
            model_name="orientationrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "line__in",
                        [
                            "anct_free_commune",
                            "anct_free_epci",
                            "village_below",
                            "small_town_below",
                            "assist_rural_in_any_unit",
                            "assist_rural_at_most",
                            "assist_ratio_tenths",
                            "assist_mean_potential",
                            "assist_epci_below",
                            "assist_population_percent",
                            "assist_mountain_percent",
                            "assist_grace_years",
                            "weight_theme",
                            "weight_engineering",
                            "weight_phase",
                            "weight_programme",
                            "weight_unknown",
                            "near_population_percent",
                            "members_is_condition",
                            "capacity_is_condition",
                        ],
                    )
                ),
                name="orientation_rule_line_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="orientationrule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="orientation_rule_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="orientationrule",
            constraint=models.UniqueConstraint(
                fields=("department", "line", "starts_on"),
                name="orientation_rule_one_version_a_day",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("settled_at", None), ("settled_at__gte", models.F("asked_at")), _connector="OR"
                ),
                name="question_is_settled_after_it_is_asked",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                condition=models.Q(("settled_at", None)),
                fields=("referral",),
                name="question_one_open_per_referral",
            ),
        ),
    ]
