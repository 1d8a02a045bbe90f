"""A register of so many products, as the country's is: names, places, producers, stars, papers, shops.

The same number gives the same register on every machine, but for the codes of recognitions; its days are
counted back from `day`. Shares are those of the programme: three, four and five stars 76 : 23 : 1 (18,243
products in December 2025), about two products to a producer, two producers in five cooperatives or groups.
"""

from io import StringIO

from django.db import connection

from catalogue.models import CatalogueEntry
from ocop.models import Place, Succession
from producers.models import Producer
from products.models import (
    Certification,
    ExportMarket,
    Listing,
    Photo,
    Product,
    SalesChannel,
    Traceability,
)
from ratings.decisions.models import Decision, Recognition
from ratings.decisions.recognition_code import new_code
from tools.bench import vocabulary
from tools.bench.bulk import bulk_load, element, fill, keep_history, one_of, run, text

LOADED = (
    Producer,
    Product,
    Photo,
    Traceability,
    Certification,
    Listing,
    ExportMarket,
    Decision,
    Recognition,
)
ROUNDS = 36  # of evaluation in a province, one every two months: six years
IN_TERM = 18  # of these, the rounds whose stars are still in force
NEWEST = 10  # days since the newest round
MINISTRY = "(SELECT count(*)::int FROM pg_temp.province)"
WITHDRAWALS = f"({MINISTRY} + 1) * {ROUNDS}"
GOODS = [(number, name) for number, names in vocabulary.GOODS.items() for name in names.split(", ")]
FORMS = [form for form in vocabulary.FORMS for _each in range(form[2])]


def make_register(products, day):
    """Fill an empty register with so many products, as of `day`; places, sheets and channels must be there."""
    assert not Product.objects.exists(), "The register is not empty."
    with bulk_load(*LOADED):
        _places()
        _producers(products)
        _products(products, day)
        _photos(products)
        _papers(products, day)
        _sales(products, day)
        _decisions(day)
        _recognitions(products)
        # What triggers would have derived from these rows is derived here, in one go.
        for model in LOADED:
            keep_history(model)
    list(CatalogueEntry.objects.rebuild())


def vacuum():
    """Let the planner know what there is; outside of any transaction."""
    run("VACUUM ANALYZE")


def _places():
    """Communes in force by a number in no order, with the former ones that became each."""
    place, succession = Place._meta.db_table, Succession._meta.db_table
    run(f"""
        CREATE TEMP TABLE province AS
            SELECT id, code, (row_number() OVER (ORDER BY code) - 1)::int n
            FROM {place} WHERE level = 'province' AND valid_until IS NULL;
        CREATE TEMP TABLE commune AS
            SELECT c.id, c.code, c.name, c.province_id, p.code province_code, p.n province_n,
                c.latitude, c.longitude, (row_number() OVER (ORDER BY md5(c.code)) - 1)::int n,
                ARRAY(SELECT old_id FROM {succession} s WHERE s.new_id = c.id ORDER BY 1) former
            FROM {place} c JOIN pg_temp.province p ON p.id = c.province_id
            WHERE c.level = 'commune' AND c.valid_until IS NULL;
        CREATE UNIQUE INDEX ON pg_temp.commune (n);
        CREATE UNIQUE INDEX ON pg_temp.commune (id);
        ANALYZE pg_temp.commune""")


def _brand(i):
    """The brand of a producer by its key; its products bear it."""
    return f"{one_of(vocabulary.FIRST, i, 1)} || ' ' || {one_of(vocabulary.SECOND, i, 2)}"


def _person(i):
    names = (vocabulary.SURNAMES, 3), (vocabulary.MIDDLE, 4), (vocabulary.GIVEN, 5)
    return " || ' ' || ".join(one_of(words, i, salt) for words, salt in names)


def _sentences(i, salt, most):
    """Up to so many sentences in a row."""
    said, first = vocabulary.SENTENCES, f"pg_temp.pick({i}, {salt}, {len(vocabulary.SENTENCES)})"
    array = ", ".join(map(text, said + said))
    last = f"{first} + pg_temp.pick({i}, {salt + 1}, {most + 1})"
    return f"array_to_string((ARRAY[{array}])[1 + {first} : {last}], ' ')"


def _producers(products):
    """Four for every eight products, in some communes many and in others few."""
    form = f"pg_temp.pick(i, 6, {len(FORMS)})"
    called = (
        f"CASE WHEN {element([form for form, _begins, _share in FORMS], form)} LIKE '%household' THEN {_person('i')}"
        f" ELSE {one_of(vocabulary.TRADES, 'i', 7)} || ' ' || CASE pg_temp.pick(i, 8, 3) WHEN 0 THEN c.name"
        f" ELSE {_brand('i')} END END"
    )
    communes = "(SELECT count(*)::int FROM pg_temp.commune)"
    fill(
        Producer,
        f"generate_series(1, {-(-products // 8) * 4}) i JOIN pg_temp.commune c"
        f" ON c.n = least(pg_temp.pick(i, 9, {communes}), pg_temp.pick(i, 10, {communes})) ORDER BY i",
        id="i",
        name=f"{element([begins for _form, begins, _share in FORMS], form)} || ' ' || {called}",
        legal_form=element([form for form, _begins, _share in FORMS], form),
        tax_number="'46' || lpad(i::text, 8, '0')",
        place="c.id",
        former_place=(
            "CASE WHEN pg_temp.pick(i, 11, 10) < 6 AND cardinality(c.former) > 0"
            " THEN c.former[1 + pg_temp.pick(i, 12, cardinality(c.former))] END"
        ),
        address_line="'Thôn ' || (1 + pg_temp.pick(i, 13, 14))",
        latitude="c.latitude",
        longitude="c.longitude",
        representative=_person("i"),
        led_by_woman="pg_temp.pick(i, 14, 100) < 40",
        led_by_minority="pg_temp.pick(i, 15, 100) < 17",
        phone="'09' || lpad(pg_temp.pick(i, 16, 100000000)::text, 8, '0')",
        contacts_released="pg_temp.pick(i, 17, 10) < 7",
        story=_sentences("i", 18, 3),
    )
    run("ANALYZE producers_producer")


def _products(products, day):
    """Of eight products in a row one, one, two and four are of one producer."""
    good = f"pg_temp.pick(i, 20, {len(GOODS)})"
    name, style = element([name for _number, name in GOODS], good), one_of(vocabulary.STYLES, "i", 22)
    price = "1000 * (10 + pg_temp.pick(i, 24, 490))"
    fill(
        Product,
        f"generate_series(1, {products}) i JOIN producers_producer m"
        " ON m.id = (i - 1) / 8 * 4 + (ARRAY[1, 2, 3, 3, 4, 4, 4, 4])[1 + (i - 1) % 8]"
        " JOIN pg_temp.commune c ON c.id = m.place_id ORDER BY i",
        id="i",
        producer="m.id",
        product_set=element([str(number) for number, _name in GOODS], good) + "::int",
        name=(
            f"{name} || ' ' || CASE pg_temp.pick(i, 21, 4) WHEN 0 THEN c.name WHEN 1 THEN {_brand('m.id')}"
            f" WHEN 2 THEN {style} || ' ' || {_brand('m.id')} ELSE {style} || ' ' || c.name END"
        ),
        name_en=f"CASE WHEN pg_temp.pick(i, 23, 10) < 3 THEN 'OCOP ' || initcap(fold({name})) ELSE '' END",
        variants=one_of(vocabulary.VARIANTS, "i", 25),
        story=_sentences("i", 26, 5),
        ingredients=f"{name} || ' 100%'",
        monthly_capacity="(50 * (1 + pg_temp.pick(i, 28, 60))) || ' kg'",
        price_from=price,
        price_to=f"{price} * 3 / 2",
        code=(
            f"c.province_code || '-' || c.code || '-' || lpad((1 + i % 40)::text, 2, '0') || '-{day.year}'"
        ),
        source="'Generated for the benchmark'",
    )
    run("ANALYZE products_product")


def _photos(products):
    """Of seven products in ten; their files are not there, since nobody fetches them."""
    kinds = [(kind, width) for width in (320, 640, 1280) for kind in ("avif", "webp", "jpeg")]
    renditions = ", ".join(
        f"jsonb_build_object('format', '{kind}', 'width', {width}, 'height', {width * 3 // 4},"
        f" 'name', left(sha, 2) || '/' || left(sha, 32) || '-{width}.{kind}')"
        for kind, width in kinds
    )
    fill(
        Photo,
        f"generate_series(1, {products}) i, LATERAL (SELECT encode(sha256(i::text::bytea), 'hex') sha) it"
        " JOIN products_product p ON TRUE WHERE p.id = i AND pg_temp.pick(i, 30, 10) < 7 ORDER BY i",
        product="i",
        original="'photos/' || left(sha, 32) || '.jpeg'",
        sha256="sha",
        width="1280",
        height="960",
        renditions=f"jsonb_build_array({renditions})",
        alt_vi="p.name",
        is_label="FALSE",
    )


def _papers(products, day):
    """Certificates of producers and of products, one in six of them expired, and where origins are traced."""
    issued = f"DATE '{day}' - 1 - pg_temp.pick(m.id, 41, 1300)"
    for number, (scheme, share) in enumerate(
        [
            ("food_safety", 60),
            ("haccp", 18),
            ("vietgap", 14),
            ("iso_22000", 6),
            ("organic_vn", 4),
            ("halal", 2),
        ]
    ):
        fill(
            Certification,
            f"producers_producer m WHERE pg_temp.pick(m.id, {50 + number}, 100) < {share} ORDER BY m.id",
            producer="m.id",
            scheme=text(scheme),
            number=f"'{scheme.upper()}-' || m.id",
            issuer="'Trung tâm chứng nhận số ' || (1 + m.id % 9)",
            issued_on=issued,
            expires_on=f"({issued} + INTERVAL '3 years')::date + 1",
        )
    for number, (scheme, share) in enumerate([("declaration", 45), ("trademark", 12), ("test_report", 10)]):
        fill(
            Certification,
            f"products_product m WHERE pg_temp.pick(m.id, {60 + number}, 100) < {share} ORDER BY m.id",
            producer="m.producer_id",
            product="m.id",
            scheme=text(scheme),
            number=f"'{scheme.upper()}-P' || m.id",
            issued_on=issued,
            expires_on=f"({issued} + INTERVAL '3 years')::date + 1",
        )
    fill(
        Traceability,
        f"generate_series(1, {products}) i WHERE pg_temp.pick(i, 70, 10) < 3 ORDER BY i",
        product="i",
        system="'Truy xuất nguồn gốc của tỉnh'",
        public_url="'https://check.example.vn/' || i",
        activated_on=f"DATE '{day}' - pg_temp.pick(i, 71, 900)",
    )


def _sales(products, day):
    """Two products in five stand in one to three channels; one in sixteen is exported to one or two countries."""
    channels = [str(pk) for pk in SalesChannel.objects.order_by("pk").values_list("pk", flat=True)]
    found = "pg_temp.pick(i * 3 + n, 82, 10)"
    fill(
        Listing,
        f"generate_series(1, {products}) i, LATERAL generate_series(0, pg_temp.pick(i, 80, 3)) n"
        " WHERE pg_temp.pick(i, 81, 10) < 4 ORDER BY i, n",
        product="i",
        channel=element(channels, f"(pg_temp.pick(i, 83, {len(channels)}) + n) % {len(channels)}")
        + "::bigint",
        address="'https://shop' || n || '.example.vn/p/' || i",
        since=f"DATE '{day}' - 30 - pg_temp.pick(i, 84, 700)",
        found=f"CASE WHEN {found} < 8 THEN 'as_recorded' WHEN {found} = 8 THEN 'not_found' ELSE '' END",
        checked_on=f"CASE WHEN {found} < 9 THEN DATE '{day}' - 20 END",
    )
    countries = vocabulary.COUNTRIES
    fill(
        ExportMarket,
        f"generate_series(1, {products}) i, LATERAL generate_series(0, pg_temp.pick(i, 85, 2)) n"
        " WHERE pg_temp.pick(i, 86, 16) = 0 ORDER BY i, n",
        product="i",
        country=element(countries, f"(pg_temp.pick(i, 87, {len(countries)}) + n) % {len(countries)}"),
        from_year=f"{day.year} - pg_temp.pick(i, 88, 5)",
    )


def _decisions(day):
    """In each round one of every province, with the ministry as the last of them; then one that withdraws, of each."""
    number = f"a.n * {ROUNDS} + k + 1"
    fill(
        Decision,
        f"(SELECT id, n FROM pg_temp.province UNION ALL SELECT NULL, {MINISTRY}) a,"
        f" generate_series(0, {ROUNDS - 1}) k ORDER BY {number}",
        id=number,
        kind="'recognise'",
        origin="'recorded'",
        recorded_as="'before'",
        number="(100 + 7 * k) || CASE WHEN a.id IS NULL THEN '/QĐ-BNNMT' ELSE '/QĐ-UBND' END",
        signed_on=f"(DATE '{day}' - {NEWEST} - make_interval(months => 2 * k))::date",
        place="a.id",
        signatory="CASE WHEN a.id IS NULL THEN 'Bộ trưởng' ELSE 'Chủ tịch Ủy ban nhân dân' END",
    )
    fill(
        Decision,
        f"(SELECT id, n FROM pg_temp.province UNION ALL SELECT NULL, {MINISTRY}) a ORDER BY a.n",
        id=f"{WITHDRAWALS} + a.n + 1",
        kind="'withdraw'",
        origin="'recorded'",
        recorded_as="'before'",
        number="CASE WHEN a.id IS NULL THEN '99/QĐ-BNNMT' ELSE '99/QĐ-UBND' END",
        signed_on=f"DATE '{day}' - {NEWEST} - 1",
        place="a.id",
    )


def _recognitions(products):
    """The latest of each product: of a hundred two have none, two withdrawn, six lapsed, the others in force.

    A quarter of those in force had three stars for the term before.
    """
    codes = _new_codes(2 * products)
    run(f"""
        CREATE TEMP TABLE fate AS
        SELECT p.id, p.name, p.variants, m.name maker, c.province_n, luck,
            CASE WHEN luck >= 10 THEN pg_temp.pick(p.id, 92, {IN_TERM})
                WHEN luck >= 4 THEN {IN_TERM} + pg_temp.pick(p.id, 92, {ROUNDS - IN_TERM})
                ELSE 1 + pg_temp.pick(p.id, 92, {IN_TERM - 1}) END round,
            CASE WHEN pg_temp.pick(p.id, 93, 1000) < 10 THEN 5 WHEN pg_temp.pick(p.id, 93, 1000) < 240 THEN 4
                ELSE 3 END stars
        FROM (SELECT *, pg_temp.pick(id, 90, 100) luck FROM products_product) p
            JOIN producers_producer m ON m.id = p.producer_id JOIN pg_temp.commune c ON c.id = m.place_id
        WHERE luck >= 2""")
    recognised = {"name": "f.name", "variants": "f.variants", "maker": "f.maker", "product": "f.id"}
    recognised |= {"origin": "'recorded'", "issued_on": "d.signed_on"}
    recognised |= {"decision": "d.id", "expires_on": "(d.signed_on + INTERVAL '36 months')::date + 1"}
    fill(
        Recognition,
        f"pg_temp.fate f JOIN {codes} c ON c.n = 2 * f.id JOIN ratings_decision d"
        f" ON d.id = f.province_n * {ROUNDS} + f.round + {IN_TERM} + 1 JOIN ratings_decision next"
        f" ON next.id = CASE f.stars WHEN 5 THEN {MINISTRY} ELSE f.province_n END * {ROUNDS} + f.round + 1"
        " WHERE f.luck >= 10 AND pg_temp.pick(f.id, 94, 4) = 0 ORDER BY f.id",
        **recognised,
        code="c.code",
        stars="3",
        superseded_on="next.signed_on",
    )
    ends = "CASE WHEN f.luck < 4 THEN"
    fill(
        Recognition,
        f"pg_temp.fate f JOIN {codes} c ON c.n = 2 * f.id - 1 JOIN ratings_decision d"
        f" ON d.id = CASE f.stars WHEN 5 THEN {MINISTRY} ELSE f.province_n END * {ROUNDS} + f.round + 1"
        f" JOIN ratings_decision w ON w.id = {WITHDRAWALS} + CASE f.stars WHEN 5 THEN {MINISTRY} ELSE f.province_n END + 1"
        " ORDER BY f.id",
        **recognised,
        code="c.code",
        stars="f.stars",
        withdrawn_on=f"{ends} w.signed_on END",
        withdrawal=f"{ends} w.id END",
        withdrawal_ground=f"{ends} 'stopped' ELSE '' END",
    )


def _new_codes(most):
    """Put so many codes, none twice, into a table with a number each; return its name."""
    codes = set()
    while len(codes) < most:
        codes.add(new_code())
    run("CREATE TEMP TABLE code (n bigint, code text)")
    lines = "".join(f"{n}\t{code}\n" for n, code in enumerate(codes, start=1))
    with connection.cursor() as cursor:
        cursor.copy_expert("COPY pg_temp.code FROM STDIN", StringIO(lines))
    run("ANALYZE pg_temp.code")
    return "pg_temp.code"
