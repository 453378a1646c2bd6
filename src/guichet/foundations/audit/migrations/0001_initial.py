from django.db import migrations, models

# History is append-only. The one exception is the flush between transactional tests, which must
# say that it means it: SET guichet.allow_truncate = on.
APPEND_ONLY = """
CREATE FUNCTION audit_event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_setting('guichet.allow_truncate', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'audit_event est en ajout seul : % refusé', TG_OP;
END $$;
CREATE TRIGGER event_keeps_rows BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_event_is_append_only();
CREATE TRIGGER event_keeps_table BEFORE TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION audit_event_is_append_only();
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stream", models.CharField(max_length=80, verbose_name="chaîne")),
                ("seq", models.PositiveIntegerField(verbose_name="rang")),
                ("at", models.DateTimeField(verbose_name="quand")),
                ("actor_id", models.BigIntegerField(null=True, verbose_name="compte")),
                ("actor_label", models.CharField(max_length=200, verbose_name="par")),
                ("action", models.CharField(max_length=60, verbose_name="fait")),
                (
                    "department",
                    models.CharField(blank=True, max_length=3, verbose_name="département"),
                ),
                ("case", models.CharField(blank=True, max_length=80, verbose_name="dossier")),
                ("changes", models.JSONField(default=dict, verbose_name="changements")),
                ("data", models.JSONField(default=dict, verbose_name="données")),
                ("because", models.TextField(blank=True, verbose_name="motif")),
                ("previous_hash", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "verbose_name": "événement",
                "indexes": [
                    models.Index(fields=["case", "at"], name="event_case_at"),
                    models.Index(
                        fields=["department", "action", "at"], name="event_department_action_at"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("stream", "seq"), name="event_chain_has_no_fork"
                    )
                ],
            },
        ),
        migrations.RunSQL(
            APPEND_ONLY,
            "DROP TRIGGER event_keeps_rows ON audit_event; DROP TRIGGER event_keeps_table ON audit_event; DROP FUNCTION audit_event_is_append_only;",
        ),
    ]
