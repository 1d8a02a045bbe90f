"""Evidence files of the demonstration; each says that it is only a placeholder."""

from ratings.papers import pdf
from ratings.papers.paper import Field, Line, Paper, heading


def paper(title, product) -> bytes:
    """Return a one-page PDF in place of the paper `title` of a product; each file is different."""
    producer = product.producer
    return pdf.render(
        Paper(
            title=f"{title}: {product.name}",
            file_name="demo",
            blocks=(
                Line("GIẤY TỜ MINH HỌA, KHÔNG CÓ GIÁ TRỊ PHÁP LÝ", bold=True, align="center"),
                heading(title.upper(), size=18),
                Field("Sản phẩm", product.name),
                Field("Chủ thể", producer.name),
                Field("Địa phương", f"{producer.place}, {producer.place.province}"),
                Line(
                    "Trang này đứng ở chỗ của giấy tờ thật trong hồ sơ minh họa, để người chấm thấy minh chứng"
                    " nằm ở đâu khi chấm từng tiêu chí. Trong hồ sơ thật, đây là bản chụp hoặc bản quét của giấy"
                    " chứng nhận, phiếu kiểm nghiệm, hợp đồng hay hình ảnh cơ sở."
                ),
            ),
        )
    )
