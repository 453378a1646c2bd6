"""Convocations, what was sent, what came back: proofs and answers are added, never changed."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# What was sent, opened and answered is append-only, as the history is. The one exception is the
# flush between transactional tests, which must say that it means it.
APPEND_ONLY = """
CREATE FUNCTION committee_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_setting('guichet.allow_truncate', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% est en ajout seul : % refusé', TG_TABLE_NAME, TG_OP;
END $$;
""" + "".join(
    f"""
CREATE TRIGGER {name}_keeps_rows BEFORE UPDATE OR DELETE ON committee_{name}
    FOR EACH ROW EXECUTE FUNCTION committee_is_append_only();
CREATE TRIGGER {name}_keeps_table BEFORE TRUNCATE ON committee_{name}
    FOR EACH STATEMENT EXECUTE FUNCTION committee_is_append_only();
"""
    for name in ("edition", "proof", "reply")
)
FREE_AGAIN = (
    "".join(
        f"DROP TRIGGER {name}_keeps_rows ON committee_{name}; "
        f"DROP TRIGGER {name}_keeps_table ON committee_{name}; "
        for name in ("edition", "proof", "reply")
    )
    + "DROP FUNCTION committee_is_append_only;"
)


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0002_regulations"),
        ("documents", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="numéro")),
                ("content", models.JSONField(verbose_name="contenu")),
                ("digest", models.CharField(max_length=64, verbose_name="empreinte")),
                ("changes", models.JSONField(default=list, verbose_name="ce qui change")),
                ("because", models.TextField(blank=True, verbose_name="explication")),
                ("made_at", models.DateTimeField(verbose_name="établie le")),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="committee.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "envoi",
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("MEMBER", "Convocation"), ("HEARD", "Invitation à être entendu")],
                        max_length=10,
                        verbose_name="nature",
                    ),
                ),
                ("is_alternate", models.BooleanField(default=False, verbose_name="suppléant")),
                ("name", models.CharField(max_length=150, verbose_name="nom")),
                ("quality", models.CharField(blank=True, max_length=200, verbose_name="qualité")),
                (
                    "email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="adresse électronique"
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="heard",
                        to="committee.agendaitem",
                        verbose_name="point",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to="committee.meeting",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="committee.seat",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "convocation",
            },
        ),
        migrations.CreateModel(
            name="Piece",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="intitulé")),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="pieces",
                        to="committee.agendaitem",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pieces",
                        to="committee.meeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "pièce",
            },
        ),
        migrations.CreateModel(
            name="Proof",
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
                            ("SENT", "Envoyée"),
                            ("SENT_AGAIN", "Renvoyée"),
                            ("REMINDED", "Relancée"),
                            ("POSTED", "Remise par un autre moyen"),
                            ("OPENED", "Ouverte"),
                        ],
                        max_length=10,
                        verbose_name="nature",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="le")),
                (
                    "digest",
                    models.CharField(blank=True, max_length=64, verbose_name="empreinte du texte"),
                ),
                ("letter", models.BigIntegerField(blank=True, null=True, verbose_name="courriel")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="précision")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proofs",
                        to="committee.edition",
                    ),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proofs",
                        to="committee.invitation",
                    ),
                ),
            ],
            options={
                "verbose_name": "preuve",
            },
        ),
        migrations.CreateModel(
            name="Reply",
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
                            ("IN_ROOM", "Vient en salle"),
                            ("VIDEO", "Participe en visioconférence"),
                            ("ALTERNATE", "Se fait suppléer"),
                            ("PROXY", "Donne pouvoir"),
                            ("ABSENT", "Sera absent"),
                        ],
                        max_length=10,
                        verbose_name="réponse",
                    ),
                ),
                (
                    "deputy_name",
                    models.CharField(blank=True, max_length=150, verbose_name="suppléant"),
                ),
                (
                    "note",
                    models.CharField(blank=True, max_length=500, verbose_name="mot au secrétariat"),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("LINK", "Par le lien de la convocation"),
                            ("SECRETARY", "Notée par le secrétariat"),
                        ],
                        max_length=10,
                        verbose_name="par",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="le")),
                (
                    "invitation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="committee.invitation",
                    ),
                ),
                (
                    "proxy_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proxies_announced",
                        to="committee.seat",
                        verbose_name="pouvoir donné à",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "réponse",
            },
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(
                fields=("meeting", "number"), name="edition_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["MEMBER", "HEARD"])), name="invitation_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "MEMBER"), ("seat__isnull", False)),
                    models.Q(("kind", "HEARD"), ("seat", None)),
                    _connector="OR",
                ),
                name="invitation_of_a_member_names_the_seat",
            ),
        ),
        migrations.AddConstraint(
            model_name="invitation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "MEMBER")),
                fields=("meeting", "seat", "name"),
                name="invitation_once_per_member_of_a_seat",
            ),
        ),
        migrations.AddIndex(
            model_name="proof",
            index=models.Index(fields=["invitation", "at"], name="proof_invitation_at"),
        ),
        migrations.AddConstraint(
            model_name="proof",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["SENT", "SENT_AGAIN", "REMINDED", "POSTED", "OPENED"])
                ),
                name="proof_kind_known",
            ),
        ),
        migrations.AddIndex(
            model_name="reply",
            index=models.Index(fields=["invitation", "at"], name="reply_invitation_at"),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["IN_ROOM", "VIDEO", "ALTERNATE", "PROXY", "ABSENT"])
                ),
                name="reply_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["LINK", "SECRETARY"])),
                name="reply_channel_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "PROXY"), ("proxy_to__isnull", False)),
                    models.Q(models.Q(("kind", "PROXY"), _negated=True), ("proxy_to", None)),
                    _connector="OR",
                ),
                name="reply_proxy_names_its_holder",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "ALTERNATE"), models.Q(("deputy_name", ""), _negated=True)),
                    models.Q(models.Q(("kind", "ALTERNATE"), _negated=True), ("deputy_name", "")),
                    _connector="OR",
                ),
                name="reply_deputy_is_named",
            ),
        ),
        migrations.RunSQL(APPEND_ONLY, FREE_AGAIN),
    ]
