"""The district of a producer whose papers name a commune of after July 2025 is not told by them."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('ratings', '0050_kept_answers'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='recordedstar',
            name='recorded_star_of_its_place',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='recordedstar',
            trigger=pgtrigger.compiler.Trigger(name='recorded_star_of_its_place', sql=pgtrigger.compiler.UpsertTriggerSql(func="IF (TG_OP = 'INSERT' OR (NEW.decision_id, NEW.product_id) IS DISTINCT FROM (OLD.decision_id, OLD.product_id)) AND EXISTS (SELECT 1 FROM ratings_decision d JOIN ocop_place p ON p.id = d.place_id JOIN products_product t ON t.id = NEW.product_id JOIN producers_producer m ON m.id = t.producer_id JOIN ocop_place o ON o.id = m.place_id LEFT JOIN ocop_place f ON f.id = m.former_place_id LEFT JOIN ocop_place g ON g.level = 'district' AND g.id = CASE f.level WHEN 'district' THEN f.id WHEN 'commune' THEN f.parent_id END WHERE d.id = NEW.decision_id AND d.recorded_as = 'proposed' AND ((p.province_id <> o.province_id AND NOT EXISTS (SELECT 1 FROM ocop_succession s WHERE s.old_id = p.province_id AND s.new_id = o.province_id)) OR (p.level = 'district' AND g.id <> p.id AND NOT EXISTS (SELECT 1 FROM ocop_succession s WHERE (s.old_id, s.new_id) IN ((g.id, p.id), (p.id, g.id)))))) THEN RAISE EXCEPTION 'recorded_star_of_its_place' USING ERRCODE = 'check_violation'; END IF; RETURN COALESCE(NEW, OLD);", hash='108643edf8ca30c97f9096d4801e6c88088f3c17', operation='INSERT OR UPDATE', pgid='pgtrigger_recorded_star_of_its_place_18330', table='ratings_recordedstar', when='AFTER')),
        ),
    ]
