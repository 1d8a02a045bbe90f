"""Words of which the names in the generated register are made, as Vietnamese producers choose them.

Where a set has many goods here, it gets many products: about as the register of the country has them (food
three quarters, drinks a tenth).
"""


def words(line):
    """The words of a line."""
    return line.split()


# Product set: goods as they begin a product's name.
GOODS = {
    1: (
        "Bưởi da xanh, Cam sành, Thanh long ruột đỏ, Vải thiều, Nhãn lồng, Xoài cát, Sầu riêng, Ổi lê, Na dai,"
        " Hồng không hạt, Chuối tiêu hồng, Dứa, Mít ruột đỏ, Quýt, Chôm chôm, Dưa lưới, Rau cải ngọt, Rau su su,"
        " Cà chua bi, Bí xanh thơm, Măng tươi, Nấm sò tươi, Khoai lang tím, Lạc đỏ"
    ),
    2: (
        "Thịt lợn đen, Thịt gà đồi, Gà ta thả vườn, Trứng gà thảo dược, Trứng vịt biển, Cá lăng tươi, Tôm sú tươi,"
        " Cua biển, Hàu sữa, Sữa bò tươi, Thịt dê núi, Lươn đồng"
    ),
    3: (
        "Gạo tẻ thơm, Gạo nếp cái hoa vàng, Gạo Séng cù, Gạo Bao thai, Gạo lứt đỏ, Gạo nếp nương, Gạo hữu cơ,"
        " Gạo Nàng thơm, Đậu xanh, Đậu đen xanh lòng, Hạt sen khô, Ngô nếp"
    ),
    4: (
        "Mật ong hoa nhãn, Mật ong rừng, Mật ong bạc hà, Mật ong hoa cà phê, Mật dừa nước, Mật ong dú, Mật mía,"
        " Phấn hoa ong, Sữa ong chúa"
    ),
    5: "Cháo sen ăn liền, Cơm cháy, Phở khô ăn liền, Bánh mì khô, Cơm lam, Cháo dinh dưỡng, Xôi ngũ sắc",
    6: (
        "Bún khô, Phở khô, Bánh đa nem, Bánh tráng, Bánh gai, Bánh chưng, Bánh phu thê, Bánh gio, Bánh khảo,"
        " Bột gạo lứt, Bột ngũ cốc, Bỏng gạo, Cốm, Bánh đậu xanh, Kẹo lạc, Bánh cáy"
    ),
    7: (
        "Miến dong, Măng khô, Mít sấy, Chuối sấy dẻo, Xoài sấy dẻo, Khoai lang sấy, Hạt điều rang muối, Lạc rang,"
        " Mứt gừng, Dưa muối, Măng ớt, Tinh bột nghệ, Tinh bột sắn dây, Đậu phụ, Hồng treo gió, Bột sắn, Hạt dẻ sấy,"
        " Rong sụn khô, Nấm hương khô, Mộc nhĩ khô, Thạch đen, Trám đen muối"
    ),
    8: (
        "Lạp sườn, Thịt trâu gác bếp, Thịt lợn gác bếp, Giò lụa, Chả mực, Nem chua, Ruốc cá hồi, Cá khô một nắng,"
        " Mực một nắng, Tôm khô, Chả cá thu, Cá kho niêu, Yến sào, Tổ yến chưng, Bò khô, Chà bông gà, Khô cá lóc"
    ),
    9: "Nước mắm, Nước mắm cốt, Tương bần, Tương ớt, Mắm tôm, Mắm ruốc, Giấm gạo, Giấm chuối, Nước tương",
    10: (
        "Hạt tiêu đen, Ớt bột, Quế điếu, Hoa hồi khô, Muối tôm, Muối chẩm chéo, Bột nghệ, Gia vị lẩu, Tỏi đen,"
        " Dầu lạc, Dầu mè, Mắc khén"
    ),
    11: (
        "Chè xanh, Trà móc câu, Chè đinh, Trà tôm nõn, Trà Shan tuyết, Hồng trà, Trà ô long, Bạch trà, Trà sen,"
        " Trà lài, Trà đinh thượng hạng, Chè búp"
    ),
    12: (
        "Trà hoa vàng, Trà atiso, Trà mướp đắng rừng, Trà cà gai leo, Trà giảo cổ lam, Trà gừng, Trà lá sen,"
        " Trà túi lọc linh chi, Trà đông trùng hạ thảo, Trà nụ vối"
    ),
    13: "Cà phê bột nguyên chất, Cà phê phin giấy, Cà phê rang mộc, Cà phê Arabica, Ca cao nguyên chất, Sô cô la",
    14: "Rượu ngô men lá, Rượu nếp cái hoa vàng, Rượu gạo, Rượu chuối men lá, Rượu thóc, Rượu đòng đòng",
    15: "Rượu mơ, Rượu sim, Rượu vang nho, Rượu cần, Rượu táo mèo",
    16: "Nước khoáng thiên nhiên, Nước tinh khiết đóng chai",
    17: "Nước chanh leo, Nước ép dứa, Nước mía sấy lạnh, Si rô sim, Nước yến, Sữa hạt sen, Nước cốt chanh",
    18: (
        "Cao cà gai leo, Viên nghệ mật ong, Đông trùng hạ thảo khô, Cao gắm, Nano curcumin, Sâm nam khô,"
        " Nấm linh chi, Cao atiso"
    ),
    19: "Dầu gội bồ kết, Xà phòng thảo mộc, Dầu dừa nguyên chất, Son dưỡng gấc",
    20: "Tinh dầu sả, Tinh dầu quế, Tinh dầu hồi, Tinh dầu tràm, Thuốc tắm người Dao, Thảo dược ngâm chân",
    21: (
        "Nón lá, Bình gốm men lam, Tranh sơn mài, Giỏ cói, Khay mây tre đan, Đèn lồng lụa, Tượng gỗ mỹ nghệ,"
        " Đồ đồng mỹ nghệ, Chiếu cói"
    ),
    22: "Khăn lụa tơ tằm, Thổ cẩm, Vải lanh, Áo dài thêu, Túi thổ cẩm",
    23: "Hoa hồng, Hoa lan hồ điệp, Hoa cúc",
    24: "Cây cảnh bon sai, Mai vàng, Quất cảnh",
    25: "Cá Koi, Chim yến phụng",
    26: "Du lịch cộng đồng, Điểm du lịch sinh thái, Homestay, Khu nghỉ dưỡng nông trại",
}

STYLES = [
    "đặc biệt",
    "thượng hạng",
    "hữu cơ",
    "truyền thống",
    "nguyên chất",
    "cao cấp",
    "gia truyền",
    "loại 1",
    "hộp quà",
    "túi lọc",
    "500g",
    "1kg",
    "VietGAP",
    "thủ công",
]

# The two syllables of a brand.
FIRST = words(
    "Minh Hảo Phúc Thanh Hương Tân Ngọc Kim Bảo An Hoàng Đại Thiên Phú Trường Hồng Quang Việt Xuân Tuấn Hùng"
    " Thành Lộc Hải Đức Khánh Mai Quỳnh Tâm Vân"
)
SECOND = words(
    "Anh Đạt Thịnh Phát Quê Sơn Long Hà Châu Nam Hòa Linh Nguyên Thắng Hưng Bình Phong Lan Dung Nga Khang Cường"
    " Toàn Yến Tiến Vượng Mỹ Liên Thảo Giang"
)

SURNAMES = words("Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Nông Triệu Lò Giàng")
MIDDLE = words("Thị Văn Hữu Đức Thanh Ngọc Minh Xuân Quang Thu")
GIVEN = (
    "Hoa Hương Lan Hùng Dũng Tuấn Hạnh Thủy Nga Bình Tâm Hiền Sơn Hải Long Đông Thảo Mai Liên Cường Phượng Loan"
    " Thành Vinh Huệ Nhung"
)

# Legal form, how such a producer's name begins, and its share of a hundred (national figures of autumn 2024).
FORMS = [
    ("cooperative", "Hợp tác xã", 33),
    ("cooperative_group", "Tổ hợp tác", 5),
    ("limited_company", "Công ty TNHH", 16),
    ("joint_stock_company", "Công ty cổ phần", 5),
    ("private_enterprise", "Doanh nghiệp tư nhân", 2),
    ("business_household", "Hộ kinh doanh", 33),
    ("household", "Hộ sản xuất", 5),
    ("farm", "Trang trại", 1),
]
TRADES = [
    "nông nghiệp",
    "dịch vụ nông nghiệp",
    "sản xuất và thương mại",
    "nông sản sạch",
    "nông sản",
    "chế biến nông sản",
    "chè an toàn",
    "nuôi ong",
    "dược liệu",
    "thủy sản",
    "thực phẩm",
    "hữu cơ",
]
VARIANTS = ["Túi 100 g; túi 200 g; hộp 500 g", "Chai 500 ml; chai 1 lít", "Hộp 250 g", "Gói 1 kg; gói 5 kg"]
SENTENCES = [
    "Nguyên liệu được trồng và thu hái tại địa phương, theo kinh nghiệm nhiều đời của bà con.",
    "Cơ sở áp dụng quy trình sản xuất an toàn, ghi chép nhật ký từ vùng trồng đến khi đóng gói.",
    "Sản phẩm có mùi thơm tự nhiên, vị đậm đà, không dùng chất bảo quản và phẩm màu.",
    "Mỗi năm cơ sở tạo việc làm thường xuyên cho hơn hai mươi lao động, phần lớn là phụ nữ của xã.",
    "Bao bì in mã truy xuất nguồn gốc để người mua kiểm tra nơi sản xuất và ngày đóng gói.",
    "Sản phẩm được giới thiệu tại các hội chợ trong tỉnh và được khách hàng gần xa tin dùng.",
]
COUNTRIES = words("CN JP KR US DE FR TW SG TH AU")
