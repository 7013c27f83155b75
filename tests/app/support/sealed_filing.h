#pragma once
/// A filing of one good row, signed and sealed by keyboard in the enterprise's window.

#include <QLineEdit>
#include <QPushButton>

#include "app/support/enterprise_window.h"
#include "enterprise/seal_page.h"
#include "ui/message_bar.h"

namespace zhibao::test {

inline void signFiling() {
    press(Qt::Key_Return, Qt::ControlModifier);
    REQUIRE(focus()->objectName() == QStringLiteral("unitHead"));
    for (auto const* text : {"样例甲", "样例乙", "样例丙", "023-60000000", "2017-04-06"}) {
        static_cast<QLineEdit*>(focus())->selectAll();
        type(QString::fromUtf8(text));
        press(Qt::Key_Tab);
    }
}

inline void sealInto(EnterpriseWindow& enterprise, std::filesystem::path const& folder) {
    auto* page = enterprise.window().sealPage();
    REQUIRE(page != nullptr);
    page->setFolder(folder);
    page->findChild<QPushButton*>(QStringLiteral("seal"))->setFocus();
    press(Qt::Key_Space);
}

/// Begins the quarter, types one row, signs, seals.
inline void sealOneRow(EnterpriseWindow& enterprise, std::filesystem::path const& folder) {
    enterprise.begin();
    enterprise.typeGoodRow();
    signFiling();
    sealInto(enterprise, folder);
    INFO(fromQt(enterprise.window().messages().text()));
    REQUIRE(enterprise.session().entry().seal);
}

/// Presses the button of that name on the page of the last steps.
inline void pressOnSealPage(EnterpriseWindow& enterprise, char const* button) {
    auto* found = enterprise.window().sealPage()->findChild<QPushButton*>(QString::fromLatin1(button));
    REQUIRE(found != nullptr);
    REQUIRE(found->isEnabled());
    found->setFocus();
    press(Qt::Key_Space);
    enterprise.settle();
}

}  // namespace zhibao::test
