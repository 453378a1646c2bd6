"""What happens while the committee sits, kept for good; the items that an agenda gained."""

import django.db.models.deletion
from django.db import migrations, models

# Who was there and what was decided are facts: a mistake is mended by another row. The one exception
# is the flush between transactional tests, which must say that it means it.
APPEND_ONLY = """
CREATE FUNCTION committee_fact_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_setting('guichet.allow_truncate', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% est en ajout seul : % refusé', TG_TABLE_NAME, TG_OP;
END $$;
CREATE TRIGGER movement_keeps_rows BEFORE UPDATE OR DELETE ON committee_movement
    FOR EACH ROW EXECUTE FUNCTION committee_fact_is_append_only();
CREATE TRIGGER movement_keeps_table BEFORE TRUNCATE ON committee_movement
    FOR EACH STATEMENT EXECUTE FUNCTION committee_fact_is_append_only();
CREATE TRIGGER ruling_keeps_rows BEFORE UPDATE OR DELETE ON committee_ruling
    FOR EACH ROW EXECUTE FUNCTION committee_fact_is_append_only();
CREATE TRIGGER ruling_keeps_table BEFORE TRUNCATE ON committee_ruling
    FOR EACH STATEMENT EXECUTE FUNCTION committee_fact_is_append_only();
"""
FORGET = """
DROP TRIGGER movement_keeps_rows ON committee_movement;
DROP TRIGGER movement_keeps_table ON committee_movement;
DROP TRIGGER ruling_keeps_rows ON committee_ruling;
DROP TRIGGER ruling_keeps_table ON committee_ruling;
DROP FUNCTION committee_fact_is_append_only;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0003_replies"),
        ("demands", "0004_finding"),
        ("policies", "0002_service_levels"),
        ("support", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Floor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField(verbose_name="depuis")),
            ],
            options={
                "verbose_name": "point en cours",
            },
        ),
        migrations.CreateModel(
            name="Gesture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True, verbose_name="clé")),
                ("kind", models.CharField(max_length=20, verbose_name="geste")),
                ("made_at", models.DateTimeField(verbose_name="fait à")),
                ("received_at", models.DateTimeField(verbose_name="reçu à")),
                ("sentence", models.TextField(blank=True, verbose_name="réponse")),
            ],
            options={
                "verbose_name": "geste",
            },
        ),
        migrations.CreateModel(
            name="Movement",
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
                ("at", models.DateTimeField(verbose_name="à")),
            ],
            options={
                "verbose_name": "mouvement",
            },
        ),
        migrations.CreateModel(
            name="Recusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=300, verbose_name="motif")),
                ("at", models.DateTimeField(verbose_name="à")),
                ("lifted_at", models.DateTimeField(blank=True, null=True, verbose_name="levé à")),
            ],
            options={
                "verbose_name": "déport",
            },
        ),
        migrations.CreateModel(
            name="Ruling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("INFORMED", "Est informé"),
                            ("TAKES_NOTE", "Prend acte"),
                            ("CONSENSUS", "Consensus"),
                            ("APPROVED", "Approuve"),
                            ("ORIENTATION_ADOPTED", "Orientation adoptée"),
                            ("OPINION_FAVOURABLE", "Avis favorable"),
                            ("OPINION_UNFAVOURABLE", "Avis défavorable"),
                            ("VOTE_CARRIED", "Vote : adopté"),
                            ("VOTE_LOST", "Vote : rejeté"),
                            ("DEFERRED", "Reporté"),
                            ("WITHDRAWN", "Retiré de l’ordre du jour"),
                            ("NO_QUORUM", "Quorum non atteint"),
                        ],
                        max_length=25,
                        verbose_name="issue",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="ce qui a été dit")),
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
                    "difference_reason",
                    models.TextField(blank=True, verbose_name="motif de l’écart"),
                ),
                (
                    "quorum_sentence",
                    models.TextField(blank=True, verbose_name="quorum au moment de l’issue"),
                ),
                (
                    "voters",
                    models.PositiveSmallIntegerField(default=0, verbose_name="pouvaient voter"),
                ),
                ("electorate", models.JSONField(default=list, verbose_name="présents et pouvoirs")),
                ("recused", models.JSONField(default=list, verbose_name="déports")),
                ("at", models.DateTimeField(verbose_name="à")),
            ],
            options={
                "verbose_name": "issue notée",
            },
        ),
        migrations.RemoveConstraint(
            model_name="agendaitem",
            name="item_kind_known",
        ),
        migrations.RemoveConstraint(
            model_name="agendaitem",
            name="item_outcome_known",
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="is_late",
            field=models.BooleanField(default=False, verbose_name="point tardif"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="is_restricted",
            field=models.BooleanField(default=False, verbose_name="réservé aux membres"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="planned_minutes",
            field=models.PositiveSmallIntegerField(
                default=10, verbose_name="durée prévue, en minutes"
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="returns_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="returned_as",
                to="committee.agendaitem",
                verbose_name="reporté de",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="urgency_reason",
            field=models.TextField(blank=True, verbose_name="motif d’urgence"),
        ),
        migrations.AlterField(
            model_name="agendaitem",
            name="kind",
            field=models.CharField(
                choices=[
                    ("PREVIOUS_MINUTES", "Approbation du procès-verbal précédent"),
                    ("PROMISES", "Suites des engagements"),
                    ("NATIONAL_NEWS", "Actualité nationale"),
                    ("DEMANDS", "Demandes d’accompagnement reçues"),
                    ("CASE", "Demande présentée"),
                    ("FOLLOW_UP", "Suites données"),
                    ("PROJECTS", "Mise en œuvre des projets"),
                    ("PROJECT", "Projet présenté"),
                    ("GAPS", "Zones blanches de l’ingénierie"),
                    ("ORIENTATION", "Orientation stratégique"),
                    ("TALK", "Retour d’expérience"),
                    ("FREE", "Autre point"),
                ],
                max_length=20,
                verbose_name="nature",
            ),
        ),
        migrations.AlterField(
            model_name="agendaitem",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("INFORMED", "Est informé"),
                    ("TAKES_NOTE", "Prend acte"),
                    ("CONSENSUS", "Consensus"),
                    ("APPROVED", "Approuve"),
                    ("ORIENTATION_ADOPTED", "Orientation adoptée"),
                    ("OPINION_FAVOURABLE", "Avis favorable"),
                    ("OPINION_UNFAVOURABLE", "Avis défavorable"),
                    ("VOTE_CARRIED", "Vote : adopté"),
                    ("VOTE_LOST", "Vote : rejeté"),
                    ("DEFERRED", "Reporté"),
                    ("WITHDRAWN", "Retiré de l’ordre du jour"),
                    ("NO_QUORUM", "Quorum non atteint"),
                ],
                max_length=25,
                verbose_name="issue",
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
                            "CASE",
                            "FOLLOW_UP",
                            "PROJECTS",
                            "PROJECT",
                            "GAPS",
                            "ORIENTATION",
                            "TALK",
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
                            "CONSENSUS",
                            "APPROVED",
                            "ORIENTATION_ADOPTED",
                            "OPINION_FAVOURABLE",
                            "OPINION_UNFAVOURABLE",
                            "VOTE_CARRIED",
                            "VOTE_LOST",
                            "DEFERRED",
                            "WITHDRAWN",
                            "NO_QUORUM",
                        ],
                    )
                ),
                name="item_outcome_known",
            ),
        ),
        migrations.AddField(
            model_name="floor",
            name="item",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="committee.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="floor",
            name="meeting",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="floor",
                to="committee.meeting",
            ),
        ),
        migrations.AddField(
            model_name="gesture",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="gestures",
                to="committee.meeting",
            ),
        ),
        migrations.AddField(
            model_name="movement",
            name="item",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="movements",
                to="committee.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="movement",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="movements",
                to="committee.meeting",
            ),
        ),
        migrations.AddField(
            model_name="movement",
            name="represented_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="committee.seat",
            ),
        ),
        migrations.AddField(
            model_name="movement",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="movements",
                to="committee.seat",
            ),
        ),
        migrations.AddField(
            model_name="recusal",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recusals",
                to="committee.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="recusal",
            name="seat",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recusals",
                to="committee.seat",
            ),
        ),
        migrations.AddField(
            model_name="ruling",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="rulings",
                to="committee.agendaitem",
            ),
        ),
        migrations.AddConstraint(
            model_name="movement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("mode__in", ["IN_ROOM", "VIDEO", "REPRESENTED", "EXCUSED", "ABSENT"])
                ),
                name="movement_mode_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="recusal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lifted_at", None)),
                fields=("item", "seat"),
                name="recusal_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "outcome__in",
                        [
                            "INFORMED",
                            "TAKES_NOTE",
                            "CONSENSUS",
                            "APPROVED",
                            "ORIENTATION_ADOPTED",
                            "OPINION_FAVOURABLE",
                            "OPINION_UNFAVOURABLE",
                            "VOTE_CARRIED",
                            "VOTE_LOST",
                            "DEFERRED",
                            "WITHDRAWN",
                            "NO_QUORUM",
                        ],
                    )
                ),
                name="ruling_outcome_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruling",
            constraint=models.CheckConstraint(
                condition=models.Q(("chair_vote__in", ["", "FOR", "AGAINST", "ABSTAINED"])),
                name="ruling_chair_vote_known",
            ),
        ),
        migrations.RunSQL(APPEND_ONLY, FORGET),
    ]
