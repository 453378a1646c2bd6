import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("demands", "0001_initial"),
        ("directory", "0001_initial"),
        ("documents", "0001_initial"),
        ("policies", "0001_initial"),
        ("support", "0001_initial"),
        ("territories", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Committee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="nom")),
                ("chair_title", models.CharField(max_length=200, verbose_name="présidé par")),
                (
                    "order_reference",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="arrêté de composition"
                    ),
                ),
                ("order_date", models.DateField(blank=True, null=True, verbose_name="daté du")),
                (
                    "notice_days",
                    models.PositiveSmallIntegerField(
                        default=5, verbose_name="délai de convocation en jours"
                    ),
                ),
                (
                    "proxies_per_holder",
                    models.PositiveSmallIntegerField(default=1, verbose_name="pouvoirs par membre"),
                ),
                (
                    "meetings_per_year",
                    models.PositiveSmallIntegerField(default=2, verbose_name="séances dues par an"),
                ),
                (
                    "department",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="committee",
                        to="territories.territory",
                    ),
                ),
            ],
            options={
                "verbose_name": "comité",
            },
        ),
        migrations.CreateModel(
            name="Meeting",
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
                            ("PREPARED", "En préparation"),
                            ("CONVENED", "Convoquée"),
                            ("OPENED", "En cours"),
                            ("HELD", "Tenue"),
                            ("MINUTED", "Procès-verbal à approuver"),
                            ("APPROVED", "Procès-verbal approuvé"),
                            ("PUBLISHED", "Publiée"),
                            ("CANCELLED", "Annulée"),
                        ],
                        default="PREPARED",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("IN_PERSON", "En salle"),
                            ("VIDEO", "En visioconférence"),
                            ("HYBRID", "En salle et en visioconférence"),
                        ],
                        max_length=10,
                        verbose_name="forme",
                    ),
                ),
                ("scheduled_at", models.DateTimeField(verbose_name="date et heure")),
                (
                    "place",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="lieu ou lien de connexion"
                    ),
                ),
                ("chair_label", models.CharField(max_length=200, verbose_name="présidée par")),
                (
                    "co_chair_label",
                    models.CharField(blank=True, max_length=200, verbose_name="coprésidée par"),
                ),
                (
                    "counted_since",
                    models.DateTimeField(blank=True, null=True, verbose_name="chiffres depuis le"),
                ),
                (
                    "counted_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="chiffres arrêtés le"),
                ),
                (
                    "convened_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="convoquée le"),
                ),
                ("urgency_reason", models.TextField(blank=True, verbose_name="motif d’urgence")),
                (
                    "is_second_convocation",
                    models.BooleanField(default=False, verbose_name="seconde convocation"),
                ),
                (
                    "opened_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="ouverte à"),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="levée à")),
                ("quorum_sentence", models.TextField(blank=True, verbose_name="constat du quorum")),
                ("closing_words", models.TextField(blank=True, verbose_name="mot de conclusion")),
                (
                    "cancelled_because",
                    models.TextField(blank=True, verbose_name="motif de l’annulation"),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="publiée le"),
                ),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="committee.committee",
                    ),
                ),
                (
                    "convened_again_after",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="second_meetings",
                        to="committee.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "séance",
            },
        ),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sections", models.JSONField(default=list, verbose_name="texte, par parties")),
                (
                    "public_sections",
                    models.JSONField(
                        blank=True, default=list, verbose_name="page publique, par parties"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("drafted_at", models.DateTimeField(verbose_name="rédigé le")),
                (
                    "approved_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="approuvé le"),
                ),
                (
                    "approved_by_label",
                    models.CharField(blank=True, max_length=200, verbose_name="approuvé par"),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "meeting",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to="committee.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "procès-verbal",
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="engagement")),
                (
                    "status",
                    models.CharField(
                        choices=[("DUE", "À tenir"), ("KEPT", "Tenu"), ("RELEASED", "Levé")],
                        default="DUE",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("due_on", models.DateField(verbose_name="pour le")),
                ("settled_on", models.DateField(blank=True, null=True, verbose_name="réglé le")),
                ("settled_note", models.TextField(blank=True, verbose_name="comment")),
                (
                    "demand",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="demands.demand",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="directory.organisation",
                        verbose_name="par",
                    ),
                ),
                (
                    "made_in",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="committee.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "engagement",
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rank", models.PositiveSmallIntegerField(verbose_name="ordre")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("PREVIOUS_MINUTES", "Approbation du procès-verbal précédent"),
                            ("PROMISES", "Suites des engagements"),
                            ("NATIONAL_NEWS", "Actualité nationale"),
                            ("DEMANDS", "Demandes d’accompagnement reçues"),
                            ("FOLLOW_UP", "Suites données"),
                            ("PROJECTS", "Mise en œuvre des projets"),
                            ("PROJECT", "Projet présenté"),
                            ("ORIENTATION", "Orientation stratégique"),
                            ("FREE", "Autre point"),
                        ],
                        max_length=20,
                        verbose_name="nature",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="intitulé")),
                ("brief", models.TextField(blank=True, verbose_name="présentation")),
                ("figures", models.JSONField(blank=True, default=list, verbose_name="chiffres")),
                ("asks_vote", models.BooleanField(default=False, verbose_name="demande un vote")),
                (
                    "is_proposed",
                    models.BooleanField(default=False, verbose_name="proposé par Guichet"),
                ),
                ("is_edited", models.BooleanField(default=False, verbose_name="repris à la main")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("INFORMED", "Est informé"),
                            ("TAKES_NOTE", "Prend acte"),
                            ("APPROVED", "Approuve"),
                            ("ORIENTATION_ADOPTED", "Orientation adoptée"),
                            ("OPINION_FAVOURABLE", "Avis favorable"),
                            ("OPINION_UNFAVOURABLE", "Avis défavorable"),
                            ("VOTE_CARRIED", "Vote : adopté"),
                            ("VOTE_LOST", "Vote : rejeté"),
                            ("DEFERRED", "Reporté"),
                        ],
                        max_length=25,
                        verbose_name="issue",
                    ),
                ),
                (
                    "outcome_note",
                    models.TextField(blank=True, verbose_name="ce qui a été dit et décidé"),
                ),
                (
                    "votes_for",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="pour"),
                ),
                (
                    "votes_against",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="contre"),
                ),
                (
                    "abstentions",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="abstentions"
                    ),
                ),
                (
                    "chair_vote",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("FOR", "Pour"),
                            ("AGAINST", "Contre"),
                            ("ABSTAINED", "S’est abstenue"),
                        ],
                        max_length=10,
                        verbose_name="vote de la présidence",
                    ),
                ),
                ("result_sentence", models.TextField(blank=True, verbose_name="résultat")),
                (
                    "demand",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agenda_items",
                        to="demands.demand",
                    ),
                ),
                (
                    "orientation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agenda_items",
                        to="policies.strategicorientation",
                    ),
                ),
                (
                    "support",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agenda_items",
                        to="support.support",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="committee.meeting",
                    ),
                ),
                (
                    "promise",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agenda_items",
                        to="committee.promise",
                    ),
                ),
            ],
            options={
                "verbose_name": "point de l’ordre du jour",
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "family",
                    models.CharField(
                        choices=[
                            ("STATE", "État et ses établissements publics"),
                            ("LOCAL_AUTHORITIES", "Collectivités territoriales"),
                            ("ENGINEERING", "Structures d’ingénierie"),
                        ],
                        max_length=20,
                        verbose_name="famille",
                    ),
                ),
                (
                    "nature",
                    models.CharField(
                        choices=[
                            ("EX_OFFICIO", "De droit"),
                            ("ELECTED", "Élu"),
                            ("QUALIFIED", "Personnalité qualifiée"),
                        ],
                        max_length=12,
                        verbose_name="nature",
                    ),
                ),
                ("label", models.CharField(max_length=200, verbose_name="siège")),
                ("rank", models.PositiveSmallIntegerField(default=0, verbose_name="ordre")),
                ("is_chair", models.BooleanField(default=False, verbose_name="préside")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="depuis le")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                (
                    "committee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="committee.committee",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="directory.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "siège",
            },
        ),
        migrations.CreateModel(
            name="Mandate",
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
                        choices=[("HOLDER", "Titulaire"), ("ALTERNATE", "Suppléant")],
                        max_length=10,
                        verbose_name="qualité",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="depuis le")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="jusqu’au")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="directory.person",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mandates",
                        to="committee.seat",
                    ),
                ),
            ],
            options={
                "verbose_name": "mandat",
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("IN_ROOM", "En salle"),
                            ("VIDEO", "En visioconférence"),
                            ("REPRESENTED", "Représenté (pouvoir)"),
                            ("EXCUSED", "Excusé"),
                            ("ABSENT", "Absent"),
                        ],
                        max_length=12,
                        verbose_name="présence",
                    ),
                ),
                (
                    "attendee_label",
                    models.CharField(blank=True, max_length=200, verbose_name="nom et qualité"),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to="committee.meeting",
                    ),
                ),
                (
                    "represented_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proxies_held",
                        to="committee.seat",
                        verbose_name="pouvoir donné à",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="committee.seat",
                    ),
                ),
            ],
            options={
                "verbose_name": "présence",
            },
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "PREPARED",
                            "CONVENED",
                            "OPENED",
                            "HELD",
                            "MINUTED",
                            "APPROVED",
                            "PUBLISHED",
                            "CANCELLED",
                        ],
                    )
                ),
                name="meeting_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("form__in", ["IN_PERSON", "VIDEO", "HYBRID"])),
                name="meeting_form_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "PUBLISHED"), _negated=True),
                    ("published_at__isnull", False),
                    _connector="OR",
                ),
                name="meeting_published_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "CANCELLED"), _negated=True),
                fields=("committee", "scheduled_at"),
                name="meeting_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["DUE", "KEPT", "RELEASED"])),
                name="promise_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "RELEASED"), _negated=True),
                    models.Q(("settled_note", ""), _negated=True),
                    _connector="OR",
                ),
                name="promise_released_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "PREVIOUS_MINUTES",
                            "PROMISES",
                            "NATIONAL_NEWS",
                            "DEMANDS",
                            "FOLLOW_UP",
                            "PROJECTS",
                            "PROJECT",
                            "ORIENTATION",
                            "FREE",
                        ],
                    )
                ),
                name="item_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "outcome__in",
                        [
                            "",
                            "INFORMED",
                            "TAKES_NOTE",
                            "APPROVED",
                            "ORIENTATION_ADOPTED",
                            "OPINION_FAVOURABLE",
                            "OPINION_UNFAVOURABLE",
                            "VOTE_CARRIED",
                            "VOTE_LOST",
                            "DEFERRED",
                        ],
                    )
                ),
                name="item_outcome_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("chair_vote__in", ["", "FOR", "AGAINST", "ABSTAINED"])),
                name="item_chair_vote_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("abstentions", None), ("votes_against", None), ("votes_for", None)),
                    models.Q(
                        ("abstentions__isnull", False),
                        ("votes_against__isnull", False),
                        ("votes_for__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="item_votes_are_counted_together",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("family__in", ["STATE", "LOCAL_AUTHORITIES", "ENGINEERING"])),
                name="seat_family_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("nature__in", ["EX_OFFICIO", "ELECTED", "QUALIFIED"])),
                name="seat_nature_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["HOLDER", "ALTERNATE"])), name="mandate_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(
                fields=("meeting", "seat"), name="attendance_once_per_seat"
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("mode__in", ["IN_ROOM", "VIDEO", "REPRESENTED", "EXCUSED", "ABSENT"])
                ),
                name="attendance_mode_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("mode", "REPRESENTED"), ("represented_by__isnull", False)),
                    models.Q(
                        models.Q(("mode", "REPRESENTED"), _negated=True), ("represented_by", None)
                    ),
                    _connector="OR",
                ),
                name="attendance_proxy_names_its_holder",
            ),
        ),
    ]
