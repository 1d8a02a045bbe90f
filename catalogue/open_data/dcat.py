"""DCAT-AP metadata of the files, as JSON-LD, for open data portals."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from catalogue.open_data.tables import TABLES

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
FORMATS = {"csv": "text/csv", "jsonl": "application/jsonl"}
IANA = "http://www.iana.org/assignments/media-types/"
LANGUAGE = "http://publications.europa.eu/resource/authority/language/"
FREQUENCY = "http://publications.europa.eu/resource/authority/frequency/DAILY"


def catalogue(day, sizes):
    """The catalogue of the files of `day`; `sizes` maps file names to bytes."""
    return {
        "@context": CONTEXT,
        "@id": f"{settings.SITE_URL}/open-data/",
        "@type": "dcat:Catalog",
        "dct:title": in_both(_("OCOP register: open data")),
        "dct:description": in_both(_("OCOP products, producers and recognitions as open data.")),
        "dct:publisher": publisher(),
        "dct:license": licence(),
        "dct:language": [thing(LANGUAGE + name, "dct:LinguisticSystem") for name in ("VIE", "ENG")],
        "foaf:homepage": thing(f"{settings.SITE_URL}/", "foaf:Document"),
        "dct:modified": typed_day(day),
        "dcat:dataset": [dataset(table, day, sizes) for table in TABLES],
    }


def dataset(table, day, sizes):
    names = [f"{table.name}.{ending}.gz" for ending in FORMATS]
    return {
        "@id": f"{settings.SITE_URL}/open-data/#{table.name}",
        "@type": "dcat:Dataset",
        "dct:identifier": table.name,
        "dct:title": in_both(table.about),
        "dct:description": in_both(table.about),
        "dct:publisher": publisher(),
        "dct:accrualPeriodicity": thing(FREQUENCY, "dct:Frequency"),
        "dct:modified": typed_day(day),
        "dcat:distribution": [distribution(name, day, sizes[name]) for name in names],
    }


def distribution(name, day, size):
    address = {"@id": f"{settings.SITE_URL}/open-data/files/{day.isoformat()}/{name}"}
    return {
        "@id": address["@id"],
        "@type": "dcat:Distribution",
        "dct:title": name,
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dcat:mediaType": thing(IANA + FORMATS[name.split(".")[-2]], "dct:MediaType"),
        "dcat:compressFormat": thing(f"{IANA}application/gzip", "dct:MediaType"),
        "dcat:byteSize": {"@value": str(size), "@type": "xsd:nonNegativeInteger"},
        "dct:license": licence(),
    }


def publisher():
    return {
        "@id": f"{settings.SITE_URL}/#publisher",
        "@type": "foaf:Agent",
        "foaf:name": settings.DATA_PUBLISHER,
    }


def licence():
    """The licence under which the province publishes its data."""
    return thing(settings.DATA_LICENCE_URL, "dct:LicenseDocument")


def thing(address, kind):
    """A resource defined elsewhere, with its type, since readers of the file do not look it up."""
    return {"@id": address, "@type": kind}


def in_both(text):
    told = []
    for language in ("vi", "en"):
        with override(language):
            told.append({"@language": language, "@value": str(text)})
    return told


def typed_day(day):
    return {"@value": day.isoformat(), "@type": "xsd:date"}
