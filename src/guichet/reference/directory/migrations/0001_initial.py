import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("territories", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Organisation",
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
                        verbose_name="nature",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nom")),
                ("acronym", models.CharField(blank=True, max_length=30, verbose_name="sigle")),
                ("search_key", models.CharField(editable=False, max_length=240)),
                ("siren", models.CharField(blank=True, max_length=9, verbose_name="SIREN")),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="adresse électronique"
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="téléphone")),
                ("website", models.URLField(blank=True, verbose_name="site")),
                ("presentation", models.TextField(blank=True, verbose_name="présentation")),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="créé le")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="fermé le")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="source")),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="territories.territory",
                        verbose_name="département de rattachement (vide : national)",
                    ),
                ),
                (
                    "territory",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organisations",
                        to="territories.territory",
                        verbose_name="territoire où il intervient",
                    ),
                ),
            ],
            options={
                "verbose_name": "organisme",
            },
        ),
        migrations.CreateModel(
            name="Lineage",
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
                            ("MERGER", "Fusion"),
                            ("RENAMING", "Changement de nom"),
                            ("SPLIT", "Scission"),
                        ],
                        max_length=10,
                        verbose_name="nature",
                    ),
                ),
                ("happened_on", models.DateField(verbose_name="date")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="texte")),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="directory.organisation",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ancestries",
                        to="directory.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "filiation",
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=150, verbose_name="nom")),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="adresse électronique"
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="téléphone")),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="person",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "personne",
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("APPLICANT", "Demandeur"),
                            ("DESK_OFFICER", "Instructeur du guichet"),
                            ("SUB_PREFECT", "Sous-préfet"),
                            ("PREFECT", "Préfet, délégué territorial"),
                            ("PROVIDER", "Structure d’ingénierie"),
                            ("COMMITTEE_MEMBER", "Membre du comité"),
                            ("COMMITTEE_SECRETARY", "Secrétaire du comité"),
                            ("NATIONAL_OBSERVER", "Observateur national"),
                            ("ADMINISTRATOR", "Administrateur"),
                        ],
                        max_length=20,
                        verbose_name="rôle",
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=150, verbose_name="fonction")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="depuis le")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="directory.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="directory.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "habilitation",
            },
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(fields=["siren"], name="organisation_siren"),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "COMMUNE",
                            "EPCI",
                            "DEPARTMENT_COUNCIL",
                            "REGION_COUNCIL",
                            "SYNDICATE",
                            "PREFECTURE",
                            "SUB_PREFECTURE",
                            "STATE_SERVICE",
                            "NATIONAL_AGENCY",
                            "NATIONAL_OPERATOR",
                            "FUNDER",
                            "TECHNICAL_AGENCY",
                            "CAUE",
                            "LAND_AGENCY",
                            "NATURE_PARK",
                            "CHAMBER",
                            "ASSOCIATION",
                            "OTHER",
                        ],
                    )
                ),
                name="organisation_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind__in", ["COMMUNE", "EPCI", "DEPARTMENT_COUNCIL"])),
                fields=("territory",),
                name="organisation_one_authority_per_territory",
            ),
        ),
        migrations.AddConstraint(
            model_name="lineage",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["MERGER", "RENAMING", "SPLIT"])),
                name="lineage_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="lineage",
            constraint=models.CheckConstraint(
                condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                name="lineage_not_its_own_heir",
            ),
        ),
        migrations.AddConstraint(
            model_name="lineage",
            constraint=models.UniqueConstraint(
                fields=("predecessor", "successor"), name="lineage_is_told_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "APPLICANT",
                            "DESK_OFFICER",
                            "SUB_PREFECT",
                            "PREFECT",
                            "PROVIDER",
                            "COMMITTEE_MEMBER",
                            "COMMITTEE_SECRETARY",
                            "NATIONAL_OBSERVER",
                            "ADMINISTRATOR",
                        ],
                    )
                ),
                name="membership_role_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None),
                    ("starts_on", None),
                    ("ends_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="membership_ends_after_it_starts",
            ),
        ),
    ]
