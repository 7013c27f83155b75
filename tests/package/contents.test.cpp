#include "package/contents.h"

#include "support/catch.h"

using namespace zhibao;

TEST_CASE("an attachment keeps its own name as title and gets a plain one in the package", "[package]") {
    CHECK(attachmentOf(1, "合同.PDF", "x") == Attachment{"01.pdf", "合同.PDF", "x"});
    CHECK(attachmentOf(12, "a.tar.gz", "") == Attachment{"12.gz", "a.tar.gz", ""});
    CHECK(attachmentOf(3, "无后缀", "").name == "03");
    CHECK(attachmentOf(3, "a.", "").name == "03");
    CHECK(attachmentOf(3, "a.文件", "").name == "03");
    CHECK(attachmentOf(3, "a.muchtoolong", "").name == "03");
    CHECK(attachmentOf(100, "../../etc/a.b/c", "").name == "100");
}
