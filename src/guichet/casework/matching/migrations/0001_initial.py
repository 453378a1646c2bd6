import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("demands", "0001_initial"),
        ("directory", "0001_initial"),
        ("offers", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Run",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "engine_version",
                    models.CharField(max_length=20, verbose_name="version des règles"),
                ),
                ("profile", models.JSONField(verbose_name="données utilisées")),
                ("ran_at", models.DateTimeField(verbose_name="calculée le")),
                (
                    "demand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="runs",
                        to="demands.demand",
                    ),
                ),
                (
                    "ran_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "calcul d’orientation",
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("LOCAL", "Locale"),
                            ("DEPARTMENTAL", "Départementale"),
                            ("REGIONAL", "Régionale"),
                            ("NATIONAL", "Opérateurs nationaux"),
                            ("ANCT", "ANCT (sur-mesure)"),
                        ],
                        max_length=15,
                        verbose_name="niveau",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("SENT", "Envoyée"),
                            ("ACCEPTED", "Acceptée"),
                            ("REFUSED", "Déclinée"),
                            ("WITHDRAWN", "Retirée"),
                        ],
                        default="SENT",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("message", models.TextField(blank=True, verbose_name="message du guichet")),
                (
                    "derogation",
                    models.TextField(blank=True, verbose_name="pourquoi sauter un niveau"),
                ),
                ("sent_at", models.DateTimeField(verbose_name="envoyée le")),
                ("answered_at", models.DateTimeField(null=True, verbose_name="répondue le")),
                (
                    "refusal_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("NO_CAPACITY", "Plan de charge complet"),
                            ("OUT_OF_SCOPE", "Hors de nos missions"),
                            ("OUT_OF_PERIMETER", "Hors de notre territoire"),
                            ("NOT_A_MEMBER", "La collectivité n’est pas adhérente"),
                            ("TOO_EARLY", "Projet pas assez avancé"),
                            ("BETTER_PLACED", "Un autre organisme est mieux placé"),
                        ],
                        max_length=20,
                        verbose_name="motif",
                    ),
                ),
                ("answer_note", models.TextField(blank=True, verbose_name="précision")),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "demand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="demands.demand",
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="offers.offer",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="directory.organisation",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "orientation d’une demande",
                "indexes": [
                    models.Index(
                        fields=["provider", "status", "sent_at"], name="referral_of_provider"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["SENT", "ACCEPTED", "REFUSED", "WITHDRAWN"])
                        ),
                        name="referral_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("level__in", ["LOCAL", "DEPARTMENTAL", "REGIONAL", "NATIONAL", "ANCT"])
                        ),
                        name="referral_level_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "REFUSED"), _negated=True),
                            models.Q(("refusal_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="referral_refused_has_a_reason",
                    ),
                    models.CheckConstraint(
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
                                ],
                            )
                        ),
                        name="referral_refusal_reason_is_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["SENT", "ACCEPTED"])),
                        fields=("demand", "provider"),
                        name="referral_one_alive_per_provider",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("ELIGIBLE", "Peut aider"),
                            ("NEARLY", "Pourrait presque aider"),
                            ("EXCLUDED", "Ne peut pas aider"),
                        ],
                        max_length=10,
                        verbose_name="verdict",
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField(verbose_name="rang")),
                ("findings", models.JSONField(verbose_name="raisons")),
                (
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="offers.offer",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="matching.run",
                    ),
                ),
            ],
            options={
                "verbose_name": "proposition",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["ELIGIBLE", "NEARLY", "EXCLUDED"])),
                        name="proposal_verdict_is_known",
                    ),
                    models.UniqueConstraint(fields=("run", "offer"), name="proposal_once_per_run"),
                ],
            },
        ),
    ]
