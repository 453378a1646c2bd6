import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0001_initial"),
        ("policies", "0001_initial"),
        ("territories", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Offer",
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
                        choices=[
                            ("DRAFT", "Brouillon"),
                            ("PUBLISHED", "Publiée"),
                            ("ARCHIVED", "Archivée"),
                        ],
                        default="DRAFT",
                        max_length=10,
                        verbose_name="état",
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
                ("title", models.CharField(max_length=200, verbose_name="intitulé")),
                ("summary", models.TextField(blank=True, verbose_name="en quelques phrases")),
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
                        default=list,
                        size=None,
                        verbose_name="types d’ingénierie",
                    ),
                ),
                (
                    "phases",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("DESIGN", "Réflexion et conception"),
                                ("DELIVERY", "Mise en œuvre"),
                                ("USE", "Usage et valorisation"),
                            ],
                            max_length=10,
                        ),
                        default=list,
                        size=None,
                        verbose_name="phases",
                    ),
                ),
                (
                    "beneficiary_kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("COMMUNE", "Commune"),
                                ("EPCI", "Intercommunalité"),
                                ("DEPARTMENT_COUNCIL", "Conseil départemental"),
                                ("REGION_COUNCIL", "Conseil régional"),
                                ("SYNDICATE", "Syndicat ou PETR"),
                                ("PREFECTURE", "Préfecture"),
                                ("SUB_PREFECTURE", "Sous-préfecture"),
                                ("STATE_SERVICE", "Service de l’État"),
                                ("NATIONAL_AGENCY", "Établissement public national"),
                                ("NATIONAL_OPERATOR", "Opérateur national"),
                                ("FUNDER", "Financeur"),
                                ("TECHNICAL_AGENCY", "Agence technique départementale"),
                                ("CAUE", "CAUE"),
                                ("LAND_AGENCY", "Établissement public foncier"),
                                ("NATURE_PARK", "Parc naturel"),
                                ("CHAMBER", "Chambre consulaire"),
                                ("ASSOCIATION", "Association"),
                                ("OTHER", "Autre organisme"),
                            ],
                            max_length=20,
                        ),
                        default=list,
                        size=None,
                        verbose_name="bénéficiaires",
                    ),
                ),
                (
                    "population_min",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="population minimale"
                    ),
                ),
                (
                    "population_max",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="population maximale"
                    ),
                ),
                (
                    "price_kind",
                    models.CharField(
                        choices=[
                            ("FREE", "Gratuit"),
                            ("MEMBERS", "Compris dans l’adhésion"),
                            ("SHARED", "Coût partagé"),
                            ("PAID", "Payant"),
                        ],
                        max_length=10,
                        verbose_name="coût",
                    ),
                ),
                (
                    "price_note",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="précision sur le coût"
                    ),
                ),
                (
                    "usual_days",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="délai habituel en jours"
                    ),
                ),
                ("contact", models.CharField(blank=True, max_length=200, verbose_name="contact")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="depuis le")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                ("checked_on", models.DateField(blank=True, null=True, verbose_name="vérifiée le")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source")),
                (
                    "exclusions",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="territories.territory",
                        verbose_name="sauf",
                    ),
                ),
                (
                    "perimeters",
                    models.ManyToManyField(
                        blank=True,
                        related_name="offers",
                        to="territories.territory",
                        verbose_name="périmètre",
                    ),
                ),
                (
                    "programmes",
                    models.ManyToManyField(
                        blank=True,
                        related_name="offers",
                        to="policies.programme",
                        verbose_name="réservée aux bénéficiaires de",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="directory.organisation",
                    ),
                ),
                (
                    "themes",
                    models.ManyToManyField(blank=True, related_name="offers", to="policies.theme"),
                ),
            ],
            options={
                "verbose_name": "offre d’ingénierie",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["DRAFT", "PUBLISHED", "ARCHIVED"])),
                        name="offer_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("level__in", ["LOCAL", "DEPARTMENTAL", "REGIONAL", "NATIONAL", "ANCT"])
                        ),
                        name="offer_level_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("price_kind__in", ["FREE", "MEMBERS", "SHARED", "PAID"])
                        ),
                        name="offer_price_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("population_min", None),
                            ("population_max", None),
                            ("population_max__gte", models.F("population_min")),
                            _connector="OR",
                        ),
                        name="offer_population_bounds_in_order",
                    ),
                ],
            },
        ),
    ]
