"""Certificate of a recognition. Decision 26/2026/QĐ-TTg prescribes no form; this is the portal's own."""

import io

import segno
from django.conf import settings
from django.utils.translation import override

from ratings.decisions.kinds import Origin
from ratings.papers.paper import (
    Field,
    Head,
    Line,
    Paper,
    Picture,
    SignatureBlock,
    Signatures,
    format_date,
    format_date_in_words,
    heading,
)
from ratings.papers.vietnamese import address_of, ministry_on

DEPUTIES = ("PHÓ CHỦ TỊCH", "THỨ TRƯỞNG")
STARS = {3: "3 SAO (BA SAO)", 4: "4 SAO (BỐN SAO)", 5: "5 SAO (NĂM SAO)"}


def certificate(recognition):
    """Return the certificate; for a recorded recognition an extract without signature block."""
    issued, decision = recognition.origin == Origin.PORTAL, recognition.decision
    return Paper(
        title=f"{certificate_title(recognition)}: {recognition.name}",
        file_name=f"giay-chung-nhan-{recognition.product.slug}-{recognition.code}",
        blocks=(
            decision_head(decision),
            heading(certificate_title(recognition), size=18),
            Line(recognised_by(decision), align="center"),
            heading(recognition.name.upper(), size=16),
            *([Line(recognition.variants, align="center")] if recognition.variants else []),
            Line(f"của {recognition.maker}", align="center", bold=True),
            Line(f"Địa chỉ: {address_of(recognition.product.producer, decision.signed_on)}", align="center"),
            heading(f"ĐẠT HẠNG {STARS[recognition.stars]}", size=18),
            *facts(recognition),
            Picture(qr_of(address_of_check(recognition)), 32, f"Mã QR: {address_of_check(recognition)}"),
            Line(f"Tra cứu hiệu lực tại {address_of_check(recognition)}", align="center", size=11),
            *([Signatures((signatory_of(decision),))] if issued else []),
        ),
    )


def certificate_title(recognition):
    if recognition.origin == Origin.PORTAL:
        return "GIẤY CHỨNG NHẬN SẢN PHẨM OCOP"
    return "TRÍCH SỔ CÔNG NHẬN SẢN PHẨM OCOP"


def authority_of(decision):
    """Return the deciding authority in capitals: the ministry of that day, or the province's People's Committee."""
    if decision.place:
        return f"ỦY BAN NHÂN DÂN\n{decision.place.full_name_on(decision.signed_on).upper()}"
    return ministry_on(decision.signed_on).upper()


def decision_head(decision, *, number="", form=""):
    """Return the head of a paper of the deciding authority, with the date of the decision."""
    where = decision.place.name_on(decision.signed_on) if decision.place else "Hà Nội"
    return Head(
        issuer=tuple(authority_of(decision).split("\n")),
        number=number,
        place_and_day=f"{where}, {format_date_in_words(decision.signed_on)}",
        form=form,
    )


def signatory_of(decision):
    """Return the signature block of the office named in the decision, else of the chair or the minister."""
    usual = "CHỦ TỊCH" if decision.place else "BỘ TRƯỞNG"
    office = decision.signatory.upper() or usual
    # Decree 30/2020/NĐ-CP: a deputy signs for the head of the office (ký thay), in two lines.
    deputy = next((title for title in DEPUTIES if office.startswith(title)), "")
    return SignatureBlock(f"KT. {usual}\n{deputy}" if deputy else office, "(Ký tên, đóng dấu)")


def recognised_by(decision):
    """Return the sentence that names the decision."""
    return f"Theo Quyết định số {decision.number} {format_date_in_words(decision.signed_on)},\ncông nhận sản phẩm"


def facts(recognition):
    """Return dates, code, hash, and later changes of the recognition."""
    last = format_date_in_words(recognition.last_day_of_term)
    yield Field("Có giá trị", f"từ {format_date_in_words(recognition.issued_on)} đến hết {last}")
    if recognition.extended_until:
        until = format_date(recognition.last_day_extended)
        yield Field(
            "Kéo dài hiệu lực", f"đến hết ngày {until} theo Quyết định số {recognition.extension.number}"
        )
    yield Field("Mã công nhận", recognition.code)
    if digest := sha256_of(recognition):
        yield Line(f"Mã băm SHA-256 của kết quả được niêm phong:\n{digest}", align="left")
    if recognition.superseded_on:
        yield Line(
            f"ĐÃ ĐƯỢC THAY THẾ TỪ NGÀY {format_date(recognition.superseded_on)}", bold=True, align="center"
        )
    if recognition.withdrawn_on:
        yield Line(
            f"ĐÃ THU HỒI TỪ NGÀY {format_date(recognition.withdrawn_on)}"
            f" THEO QUYẾT ĐỊNH SỐ {recognition.withdrawal.number}",
            bold=True,
            align="center",
        )


def sha256_of(recognition):
    """Return the hash of the sealed package, or of the result if there is no package; empty without a
    dossier in the portal.
    """
    if not recognition.dossier:
        return ""
    result = recognition.dossier.result
    package = getattr(result, "package", None)
    return package.sha256 if package else result.sha256


def address_of_check(recognition):
    """Return the address of the Vietnamese verification page."""
    with override("vi"):
        return settings.SITE_URL + recognition.get_absolute_url()


def qr_of(address):
    """Return a QR code as PNG, with enough error correction to survive a stamp on its edge."""
    buffer = io.BytesIO()
    segno.make(address, error="q", micro=False).save(buffer, kind="png", scale=8, border=2)
    return buffer.getvalue()
