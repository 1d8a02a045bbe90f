"""Extension while a re-assessment is not decided (Decision 26/2026/QĐ-TTg, article 12.3): who waits, and what ends it."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

# In time: until 120 days before the last day of the term, which is the day before `expires_on`; where that had passed
# before 22/05/2026, within the term. What was decided after `day` was pending on it. The ministry's dossier stands for
# the province's, which was filed.
RENEWAL_PENDING = """
CREATE FUNCTION renewal_pending(recognition bigint, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
SELECT EXISTS (
    SELECT FROM ratings_dossier d JOIN ratings_recognition r ON r.id = d.builds_on_id
    WHERE d.builds_on_id = recognition AND d.kind = 'renewal'
        AND (d.state IN ('filed', 'returned', 'checking', 'advisory', 'scoring', 'concluded', 'handed_back')
            OR d.state IN ('recognised', 'closed') AND (d.since AT TIME ZONE 'Asia/Ho_Chi_Minh')::date > day)
        AND (SELECT min((f.filed_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) FROM ratings_filing f
                WHERE f.dossier_id = coalesce(d.forwarded_from_id, d.id))
            <= least(day, CASE WHEN r.expires_on - 121 < DATE '2026-05-22' THEN r.expires_on - 1
                ELSE r.expires_on - 121 END))
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("ratings", "0009_last_day"),
    ]

    operations = [
        migrations.RunSQL(RENEWAL_PENDING, "DROP FUNCTION renewal_pending(bigint, date)"),
        pgtrigger.migrations.AddTrigger(
            model_name='dossier',
            trigger=pgtrigger.compiler.Trigger(name='dossier_closing_ends_an_extension', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.state = 'closed' AND OLD.state <> 'closed' AND NEW.kind = 'renewal')", declare='DECLARE last date;', func="SELECT coalesce(max(d.signed_on), (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) INTO last FROM ratings_decision d JOIN ratings_decisionitem i ON i.decision_id = d.id WHERE i.dossier_id = NEW.id AND d.kind = 'refuse' AND d.signed_on IS NOT NULL; UPDATE ratings_recognition SET extended_until = CASE WHEN last + 1 > expires_on THEN last + 1 END, extension_id = CASE WHEN last + 1 > expires_on THEN extension_id END WHERE id = NEW.builds_on_id AND extended_until > last + 1; INSERT INTO ratings_cataloguechange DEFAULT VALUES; RETURN NULL;", hash='39d2b5d15c6ef7321e22d83e9819d7caaaacaea1', operation='UPDATE OF "state"', pgid='pgtrigger_dossier_closing_ends_an_extension_55a78', table='ratings_dossier', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recognition',
            trigger=pgtrigger.compiler.Trigger(name='recognition_extended_while_a_result_is_awaited', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF NEW.extension_id IS DISTINCT FROM OLD.extension_id AND EXISTS (SELECT 1 FROM ratings_decision d JOIN products_product p ON p.id = NEW.product_id JOIN producers_producer m ON m.id = p.producer_id JOIN ocop_place o ON o.id = m.place_id WHERE d.id = NEW.extension_id AND d.origin = 'issued' AND (NOT renewal_pending(NEW.id, d.signed_on) OR NOT renewal_pending(NEW.id, (now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date) OR d.signed_on >= NEW.extended_until OR d.signed_on < NEW.expires_on - 181 OR NOT CASE WHEN NEW.stars = 5 THEN d.place_id IS NULL ELSE d.place_id IS NOT NULL AND (d.place_id = o.province_id OR EXISTS (SELECT 1 FROM ocop_succession s WHERE s.old_id = o.province_id AND s.new_id = d.place_id)) END)) THEN RAISE EXCEPTION 'recognition_extended_while_a_result_is_awaited' USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);", hash='d1234bf08c31fea1aaf172fbd8504b8d5a5c695d', operation='INSERT OR UPDATE', pgid='pgtrigger_recognition_extended_while_a_result_is_awaited_ea371', table='ratings_recognition', when='BEFORE')),
        ),
    ]
