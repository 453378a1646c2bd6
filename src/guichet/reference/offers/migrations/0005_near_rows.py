"""One row per offer that tells where it acts and about what, kept by the database."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

# Each statement on a relation of the offers rewrites the rows of the offers that it touched. The
# rows are locked first: two writers of one offer follow each other, and the second reads what the
# first has written, for each statement of a function sees what was committed before it.
FUNCTIONS = """
CREATE FUNCTION offers_reach_rewrite(touched bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM offers_reach WHERE offer_id = ANY(touched) ORDER BY offer_id FOR UPDATE;
    UPDATE offers_reach SET
        places = ARRAY(SELECT territory_id FROM offers_offer_perimeters AS link
            WHERE link.offer_id = offers_reach.offer_id ORDER BY territory_id),
        left_out = ARRAY(SELECT territory_id FROM offers_offer_exclusions AS link
            WHERE link.offer_id = offers_reach.offer_id ORDER BY territory_id),
        themes = COALESCE(NULLIF(ARRAY(SELECT theme_id FROM offers_offer_themes AS link
            WHERE link.offer_id = offers_reach.offer_id ORDER BY theme_id), '{}'), '{*}'),
        programmes = ARRAY(SELECT programme_id FROM offers_offer_programmes AS link
            WHERE link.offer_id = offers_reach.offer_id ORDER BY programme_id)
    WHERE offer_id = ANY(touched);
END $$;

CREATE FUNCTION offers_reach_of_new() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO offers_reach (offer_id, places, left_out, themes, programmes)
        SELECT id, '{}', '{}', '{*}', '{}' FROM touched;
    RETURN NULL;
END $$;

CREATE FUNCTION offers_reach_of_touched() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM offers_reach_rewrite(ARRAY(SELECT DISTINCT offer_id FROM touched));
    RETURN NULL;
END $$;

CREATE TRIGGER offer_has_reach AFTER INSERT ON offers_offer
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION offers_reach_of_new();
INSERT INTO offers_reach (offer_id, places, left_out, themes, programmes)
    SELECT id, '{}', '{}', '{*}', '{}' FROM offers_offer;
SELECT offers_reach_rewrite(ARRAY(SELECT id FROM offers_offer));
"""
RELATIONS = ("perimeters", "exclusions", "themes", "programmes")
TRIGGERS = "".join(
    f"""
CREATE TRIGGER {relation}_are_added AFTER INSERT ON offers_offer_{relation}
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION offers_reach_of_touched();
CREATE TRIGGER {relation}_are_removed AFTER DELETE ON offers_offer_{relation}
    REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION offers_reach_of_touched();
"""
    for relation in RELATIONS
)
AWAY = (
    "".join(
        f"DROP TRIGGER {relation}_are_added ON offers_offer_{relation};"
        f"DROP TRIGGER {relation}_are_removed ON offers_offer_{relation};"
        for relation in RELATIONS
    )
    + "DROP TRIGGER offer_has_reach ON offers_offer; DROP FUNCTION offers_reach_of_touched;"
    "DROP FUNCTION offers_reach_of_new; DROP FUNCTION offers_reach_rewrite;"
)


class Migration(migrations.Migration):
    dependencies = [("offers", "0004_assisted_trait")]

    operations = [
        migrations.CreateModel(
            name="Reach",
            fields=[
                (
                    "offer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="reach",
                        serialize=False,
                        to="offers.offer",
                    ),
                ),
                *(
                    (
                        name,
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=40), default=list, size=None
                        ),
                    )
                    for name in ("places", "left_out", "themes", "programmes")
                ),
            ],
            options={
                "verbose_name": "portée d’une offre",
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["places", "themes"], name="offer_reach"
                    )
                ],
            },
        ),
        migrations.RunSQL(FUNCTIONS + TRIGGERS, AWAY),
    ]
