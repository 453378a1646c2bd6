import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("demands", "0002_channels"),
        ("directory", "0001_initial"),
        ("documents", "0001_initial"),
        ("territories", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DraftReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sent_at", models.DateTimeField()),
                (
                    "demand",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="draft_reminder",
                        to="demands.demand",
                    ),
                ),
            ],
            options={
                "verbose_name": "rappel de brouillon",
            },
        ),
        migrations.CreateModel(
            name="ImportedFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fingerprint", models.CharField(max_length=64, verbose_name="empreinte")),
                (
                    "status",
                    models.CharField(
                        choices=[("READ", "À confirmer"), ("CONFIRMED", "Importé")],
                        default="READ",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("mapping", models.JSONField(default=dict, verbose_name="colonnes")),
                (
                    "tells",
                    models.BooleanField(
                        default=False, verbose_name="chaque collectivité est prévenue"
                    ),
                ),
                ("read_lines", models.PositiveIntegerField(default=0, verbose_name="lignes lues")),
                (
                    "taken_lines",
                    models.PositiveIntegerField(default=0, verbose_name="lignes reprises"),
                ),
                ("uploaded_at", models.DateTimeField(verbose_name="déposé le")),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="importé le"),
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
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "fichier importé",
            },
        ),
        migrations.CreateModel(
            name="ImportedLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="ligne")),
                ("key", models.CharField(max_length=64)),
                (
                    "demand",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="imported_line",
                        to="demands.demand",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="doors.importedfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "ligne importée",
            },
        ),
        migrations.CreateModel(
            name="Knock",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("origin", models.CharField(max_length=32)),
                ("email", models.CharField(max_length=32)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("KEPT", "Gardée"),
                            ("ROBOT", "Prise pour un robot"),
                            ("TOO_FAST", "Trop rapide"),
                            ("TOO_MANY", "Trop nombreuses"),
                        ],
                        max_length=10,
                        verbose_name="suite",
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "envoi du formulaire public",
                "indexes": [
                    models.Index(fields=["origin", "at"], name="knock_origin"),
                    models.Index(fields=["email", "at"], name="knock_email"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("outcome__in", ["KEPT", "ROBOT", "TOO_FAST", "TOO_MANY"])
                        ),
                        name="knock_outcome_is_known",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("answers", models.JSONField(verbose_name="réponses")),
                ("email", models.EmailField(max_length=254, verbose_name="adresse électronique")),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "commune",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territories.territory",
                    ),
                ),
                (
                    "demand",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="public_entry",
                        to="demands.demand",
                    ),
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
                    "requester",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "demande en attente de confirmation",
            },
        ),
        migrations.CreateModel(
            name="CapturedMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "identity",
                    models.CharField(max_length=250, verbose_name="identifiant du message"),
                ),
                ("subject", models.CharField(blank=True, max_length=250, verbose_name="objet")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="envoyé le")),
                ("captured_at", models.DateTimeField(verbose_name="capté le")),
                (
                    "captured_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "demand",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="captured_mail",
                        to="demands.demand",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territories.territory",
                    ),
                ),
            ],
            options={
                "verbose_name": "courriel capté",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("department", "identity"), name="captured_mail_is_there_once"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="importedfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["READ", "CONFIRMED"])),
                name="imported_file_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="importedfile",
            constraint=models.UniqueConstraint(
                fields=("department", "fingerprint"), name="imported_file_is_there_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="importedfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at", None), ("status", "READ")),
                    models.Q(("confirmed_at__isnull", False), ("status", "CONFIRMED")),
                    _connector="OR",
                ),
                name="imported_file_confirmed_has_a_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="importedline",
            constraint=models.UniqueConstraint(
                fields=("file", "number"), name="imported_line_is_there_once"
            ),
        ),
        migrations.AddIndex(
            model_name="publicentry",
            index=models.Index(fields=["created_at"], name="public_entry_created"),
        ),
        migrations.AddConstraint(
            model_name="publicentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at", None), ("demand", None)),
                    models.Q(("confirmed_at__isnull", False), ("demand__isnull", False)),
                    _connector="OR",
                ),
                name="public_entry_confirmed_has_its_demand",
            ),
        ),
    ]
