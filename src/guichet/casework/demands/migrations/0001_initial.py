import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0001_initial"),
        ("documents", "0001_initial"),
        ("policies", "0001_initial"),
        ("territories", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Demand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "reference",
                    models.CharField(
                        blank=True, max_length=20, null=True, unique=True, verbose_name="numéro"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("DRAFT", "Brouillon"),
                            ("SUBMITTED", "Déposée"),
                            ("ACKNOWLEDGED", "Prise en charge"),
                            ("RETURNED", "À compléter"),
                            ("QUALIFIED", "Qualifiée"),
                            ("REFERRED", "Orientée"),
                            ("SUPPORTED", "Accompagnée"),
                            ("DECLINED", "Sans suite"),
                            ("CLOSED", "Close"),
                        ],
                        default="DRAFT",
                        max_length=15,
                        verbose_name="état",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[("FORM", "Formulaire"), ("OFFICER", "Saisie par le guichet")],
                        default="FORM",
                        max_length=10,
                        verbose_name="canal",
                    ),
                ),
                (
                    "title",
                    models.CharField(blank=True, max_length=150, verbose_name="intitulé du projet"),
                ),
                ("description", models.TextField(blank=True, verbose_name="votre besoin")),
                ("expected_help", models.TextField(blank=True, verbose_name="aide attendue")),
                (
                    "already_tried",
                    models.TextField(
                        blank=True, verbose_name="ce qui a déjà été tenté, et avec qui"
                    ),
                ),
                (
                    "budget",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="budget estimé",
                    ),
                ),
                (
                    "wanted_by",
                    models.DateField(blank=True, null=True, verbose_name="échéance souhaitée"),
                ),
                (
                    "contact_name",
                    models.CharField(
                        blank=True, max_length=150, verbose_name="personne à contacter"
                    ),
                ),
                (
                    "contact_title",
                    models.CharField(blank=True, max_length=100, verbose_name="sa fonction"),
                ),
                (
                    "contact_email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="adresse électronique"
                    ),
                ),
                (
                    "contact_phone",
                    models.CharField(blank=True, max_length=20, verbose_name="téléphone"),
                ),
                ("draft_data", models.JSONField(blank=True, default=dict, editable=False)),
                ("search_key", models.TextField(blank=True, default="", editable=False)),
                (
                    "is_answered",
                    models.BooleanField(
                        default=False, verbose_name="réponse reçue de la structure sollicitée"
                    ),
                ),
                (
                    "missing_items",
                    models.TextField(blank=True, verbose_name="pièces ou précisions demandées"),
                ),
                (
                    "missing_by",
                    models.DateField(blank=True, null=True, verbose_name="attendues pour le"),
                ),
                (
                    "decline_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("OUT_OF_SCOPE", "Hors du champ du guichet"),
                            ("NOT_A_LOCAL_AUTHORITY", "Le demandeur n’est pas une collectivité"),
                            ("DUPLICATE", "Déjà demandée"),
                            ("ABANDONED", "Projet abandonné par la collectivité"),
                            ("NO_SUPPLY", "Aucune ingénierie disponible"),
                        ],
                        max_length=30,
                        verbose_name="motif du classement",
                    ),
                ),
                (
                    "decline_note",
                    models.TextField(blank=True, verbose_name="explication donnée au demandeur"),
                ),
                ("created_at", models.DateTimeField(verbose_name="commencée le")),
                (
                    "submitted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="déposée le"),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                (
                    "commune",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="demands",
                        to="territories.territory",
                        verbose_name="commune du projet",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "officer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="demands_in_charge",
                        to="directory.person",
                        verbose_name="suivie par",
                    ),
                ),
                (
                    "requester",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="demands",
                        to="directory.organisation",
                        verbose_name="collectivité",
                    ),
                ),
                (
                    "shared_with",
                    models.ManyToManyField(
                        blank=True, related_name="shared_demands", to="directory.organisation"
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "theme_hint",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="policies.theme",
                        verbose_name="thème proposé par le demandeur",
                    ),
                ),
            ],
            options={
                "verbose_name": "demande",
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachment",
                        to="documents.document",
                    ),
                ),
                (
                    "demand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="demands.demand",
                    ),
                ),
            ],
            options={
                "verbose_name": "pièce jointe",
            },
        ),
        migrations.CreateModel(
            name="Message",
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
                ("author_label", models.CharField(max_length=200, verbose_name="de")),
                ("body", models.TextField(verbose_name="message")),
                ("written_at", models.DateTimeField(verbose_name="écrit le")),
                (
                    "author",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="demands.demand",
                    ),
                ),
            ],
            options={
                "verbose_name": "message",
            },
        ),
        migrations.CreateModel(
            name="Qualification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "engineering_types",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("STRATEGIC", "Stratégique (cadrer, programmer)"),
                                ("TECHNICAL", "Technique"),
                                ("FINANCIAL", "Financière"),
                                ("LEGAL", "Juridique et administrative"),
                            ],
                            max_length=15,
                        ),
                        size=None,
                        verbose_name="types d’ingénierie",
                    ),
                ),
                (
                    "phase",
                    models.CharField(
                        choices=[
                            ("DESIGN", "Réflexion et conception"),
                            ("DELIVERY", "Mise en œuvre"),
                            ("USE", "Usage et valorisation"),
                        ],
                        max_length=10,
                        verbose_name="phase",
                    ),
                ),
                (
                    "complexity",
                    models.CharField(
                        choices=[
                            ("SIMPLE", "Simple : un conseil suffit"),
                            ("MODERATE", "Moyenne : une étude, un ou deux partenaires"),
                            ("COMPLEX", "Complexe : plusieurs volets, plusieurs partenaires"),
                        ],
                        max_length=10,
                        verbose_name="complexité",
                    ),
                ),
                ("is_urgent", models.BooleanField(default=False, verbose_name="urgente")),
                ("note", models.TextField(blank=True, verbose_name="analyse du guichet")),
                ("qualified_at", models.DateTimeField(verbose_name="qualifiée le")),
                (
                    "demand",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="qualification",
                        to="demands.demand",
                    ),
                ),
                (
                    "orientations",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="policies.strategicorientation"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="policies.programme",
                    ),
                ),
                (
                    "qualified_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="policies.theme",
                    ),
                ),
            ],
            options={
                "verbose_name": "qualification",
            },
        ),
        migrations.CreateModel(
            name="Counter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("last", models.PositiveIntegerField(default=0)),
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
                "verbose_name": "compteur de demandes",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("department", "year"), name="counter_one_per_department_and_year"
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="demand",
            index=models.Index(
                fields=["department", "status", "submitted_at"], name="demand_queue"
            ),
        ),
        migrations.AddConstraint(
            model_name="demand",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "DRAFT",
                            "SUBMITTED",
                            "ACKNOWLEDGED",
                            "RETURNED",
                            "QUALIFIED",
                            "REFERRED",
                            "SUPPORTED",
                            "DECLINED",
                            "CLOSED",
                        ],
                    )
                ),
                name="demand_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="demand",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["FORM", "OFFICER"])),
                name="demand_channel_is_known",
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
                    ("status", "DRAFT"),
                    models.Q(
                        ("reference__isnull", False),
                        ("submitted_at__isnull", False),
                        ("commune__isnull", False),
                        models.Q(("title", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="demand_deposited_has_number_date_commune_and_title",
            ),
        ),
        migrations.AddConstraint(
            model_name="demand",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "RETURNED"), _negated=True),
                    models.Q(("missing_items", ""), _negated=True),
                    _connector="OR",
                ),
                name="demand_returned_says_what_is_missing",
            ),
        ),
        migrations.AddConstraint(
            model_name="demand",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "DECLINED"), _negated=True),
                    models.Q(("decline_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="demand_declined_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("audience__in", ["APPLICANT", "INTERNAL"])),
                name="message_audience_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="qualification",
            constraint=models.CheckConstraint(
                condition=models.Q(("phase__in", ["DESIGN", "DELIVERY", "USE"])),
                name="qualification_phase_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="qualification",
            constraint=models.CheckConstraint(
                condition=models.Q(("complexity__in", ["SIMPLE", "MODERATE", "COMPLEX"])),
                name="qualification_complexity_is_known",
            ),
        ),
    ]
