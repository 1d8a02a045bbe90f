"""What a database is made of, read from its own catalogue, so that two can be compared."""

import re

# Each question gives (name, definition); objects that belong to an extension are the extension's.
QUESTIONS = {
    "extensions": "SELECT extname, extversion FROM pg_extension",
    "tables": """
        SELECT relname, concat_ws(' ', relkind, relpersistence, reloptions) FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'm', 'S', 'p')
    """,
    "columns": """
        SELECT concat_ws('.', c.relname, a.attname), concat_ws(' ',
            row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum), format_type(a.atttypid, a.atttypmod), a.attnotnull,
            a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid), a.attcollation::regcollation)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'v', 'm', 'p')
            AND a.attnum > 0 AND NOT a.attisdropped
    """,
    "constraints": """
        SELECT concat_ws('.', conrelid::regclass, conname), concat_ws(' ', contype, pg_get_constraintdef(oid),
            convalidated) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    """,
    "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "functions": """
        SELECT oid::regprocedure::text, pg_get_functiondef(oid) FROM pg_proc p
        WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
            AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    """,
    "triggers": """
        SELECT concat_ws('.', tgrelid::regclass, tgname), concat_ws(' ', pg_get_triggerdef(oid), tgenabled,
            obj_description(oid, 'pg_trigger')) FROM pg_trigger WHERE NOT tgisinternal
    """,
    "comments": """
        SELECT pg_describe_object(classoid, objoid, objsubid), description FROM pg_description d
        WHERE objoid >= 16384 AND classoid <> 'pg_trigger'::regclass AND NOT EXISTS (SELECT FROM pg_depend
            WHERE pg_depend.classid = d.classoid AND pg_depend.objid = d.objoid AND deptype = 'e')
    """,
    "privileges": """
        SELECT name, string_agg(item::text, ' ' ORDER BY item::text) FROM (
            SELECT 'schema ' || nspname, nspacl FROM pg_namespace WHERE nspname = 'public'
            UNION ALL SELECT relname, relacl FROM pg_class WHERE relnamespace = 'public'::regnamespace
            UNION ALL SELECT concat_ws('.', attrelid::regclass, attname), attacl FROM pg_attribute
                WHERE attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
            UNION ALL SELECT oid::regprocedure::text, proacl FROM pg_proc WHERE pronamespace = 'public'::regnamespace
            UNION ALL SELECT concat_ws(' ', 'default', defaclrole::regrole, defaclobjtype), defaclacl FROM pg_default_acl
        ) AS granted (name, acl), unnest(acl) AS item GROUP BY name
    """,
}


# A list of texts reads otherwise after pg_dump and back: each text is cast instead of the list.
WRITTEN_ALIKE = re.compile(r"::(?:character varying|text)(?:\[\])?|[()]")
REWRITTEN = ("constraints", "indexes")


def described(connection) -> dict[str, str]:
    """Every object of the database, “kind name” to its definition."""
    found = {}
    with connection.cursor() as cursor:
        for kind, question in QUESTIONS.items():
            cursor.execute(question)
            for name, definition in cursor.fetchall():
                found[f"{kind} {name}"] = (
                    WRITTEN_ALIKE.sub("", definition) if kind in REWRITTEN else definition
                )
    return found


def differences(one: dict[str, str], other: dict[str, str]) -> dict[str, tuple[str | None, str | None]]:
    """What is not the same in both, with both definitions; None where there is none."""
    keys = sorted(one.keys() | other.keys())
    return {key: (one.get(key), other.get(key)) for key in keys if one.get(key) != other.get(key)}
