"""Read marks, mentions, mails to file; the grid of complexity and the right addressee."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("demands", "0002_channels"),
        ("directory", "0001_initial"),
        ("policies", "0001_initial"),
        ("territories", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReadMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("APPLICANT", "Échange avec le demandeur"),
                            ("INTERNAL", "Entre services"),
                        ],
                        max_length=10,
                        verbose_name="fil",
                    ),
                ),
            ],
            options={
                "verbose_name": "marque de lecture",
            },
        ),
        migrations.CreateModel(
            name="UnfiledMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "mail_id",
                    models.CharField(blank=True, max_length=250, verbose_name="identifiant"),
                ),
                ("sender", models.CharField(blank=True, max_length=250, verbose_name="de")),
                ("subject", models.CharField(blank=True, max_length=250, verbose_name="objet")),
                ("body", models.TextField(blank=True, verbose_name="texte")),
                ("raw", models.BinaryField(verbose_name="courriel entier")),
                (
                    "reason",
                    models.CharField(max_length=300, verbose_name="pourquoi il n’est pas classé"),
                ),
                ("received_at", models.DateTimeField(verbose_name="reçu le")),
                ("settled_at", models.DateTimeField(null=True, verbose_name="traité le")),
            ],
            options={
                "verbose_name": "courriel à classer",
            },
        ),
        migrations.RemoveConstraint(
            model_name="demand",
            name="demand_decline_reason_is_known",
        ),
        migrations.AddField(
            model_name="attachment",
            name="message",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="attachments",
                to="demands.message",
            ),
        ),
        migrations.AddField(
            model_name="demand",
            name="redirected_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.organisation",
                verbose_name="transmise à",
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="mail_id",
            field=models.CharField(blank=True, max_length=250, verbose_name="courriel d’origine"),
        ),
        migrations.AddField(
            model_name="message",
            name="mentions",
            field=models.ManyToManyField(
                blank=True,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="à l’attention de",
            ),
        ),
        migrations.AddField(
            model_name="qualification",
            name="complexity_grid",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=15),
                blank=True,
                default=list,
                size=None,
                verbose_name="grille",
            ),
        ),
        migrations.AlterField(
            model_name="demand",
            name="decline_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("OUT_OF_SCOPE", "Hors du champ du guichet"),
                    ("NOT_A_LOCAL_AUTHORITY", "Le demandeur n’est pas une collectivité"),
                    ("DUPLICATE", "Déjà demandée"),
                    ("ABANDONED", "Projet abandonné par la collectivité"),
                    ("WRONG_ADDRESSEE", "Relève d’un autre interlocuteur"),
                    ("NO_SUPPLY", "Aucune ingénierie disponible"),
                ],
                max_length=30,
                verbose_name="motif du classement",
            ),
        ),
        migrations.AddConstraint(
            model_name="demand",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "decline_reason__in",
                        [
                            "",
                            "OUT_OF_SCOPE",
                            "NOT_A_LOCAL_AUTHORITY",
                            "DUPLICATE",
                            "ABANDONED",
                            "WRONG_ADDRESSEE",
                            "NO_SUPPLY",
                        ],
                    )
                ),
                name="demand_decline_reason_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="demand",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decline_reason", "WRONG_ADDRESSEE"), _negated=True),
                    ("redirected_to__isnull", False),
                    _connector="OR",
                ),
                name="demand_wrong_addressee_names_the_right_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                condition=models.Q(("mail_id", ""), _negated=True),
                fields=("mail_id",),
                name="message_mail_is_filed_once",
            ),
        ),
        migrations.AddField(
            model_name="readmark",
            name="demand",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="demands.demand"
            ),
        ),
        migrations.AddField(
            model_name="readmark",
            name="last_read",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="demands.message"
            ),
        ),
        migrations.AddField(
            model_name="readmark",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="unfiledmail",
            name="demand",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="demands.demand",
            ),
        ),
        migrations.AddField(
            model_name="unfiledmail",
            name="department",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="territories.territory",
            ),
        ),
        migrations.AddField(
            model_name="unfiledmail",
            name="settled_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="readmark",
            constraint=models.CheckConstraint(
                condition=models.Q(("audience__in", ["APPLICANT", "INTERNAL"])),
                name="read_mark_audience_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="readmark",
            constraint=models.UniqueConstraint(
                fields=("user", "demand", "audience"), name="read_mark_one_per_thread"
            ),
        ),
        migrations.AddConstraint(
            model_name="unfiledmail",
            constraint=models.UniqueConstraint(
                condition=models.Q(("mail_id", ""), _negated=True),
                fields=("mail_id",),
                name="unfiled_mail_is_kept_once",
            ),
        ),
    ]
