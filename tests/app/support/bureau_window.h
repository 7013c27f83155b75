#pragma once
/// The bureau's window over a small demonstration, as its tests use it.

#include <cstdlib>
#include <filesystem>
#include <memory>

#include <QApplication>
#include <QTabWidget>
#include <QTest>

#include "base/file.h"
#include "bureau/main_window.h"
#include "bureau/tables_page.h"
#include "support/catch.h"
#include "support/program.h"
#include "support/temporary_folder.h"
#include "ui/text.h"

namespace zhibao::test {

/// A small demonstration made by the command line, and a window that has taken its filings in. One of the files is broken.
class Bureau {
public:
    explicit Bureau(Language first = Language::english)
        : library_(std::filesystem::path{ZHIBAO_SOURCE_FOLDER} / "forms"), language_(*qApp, {QStringLiteral("ui"), QStringLiteral("bureau")}, first) {
        auto const demo = runProgram("zhibao", {"demo", "--out", (folder_ / "demo").string(), "--units", "12", "--lang", "en"});
        INFO(demo.errors);
        REQUIRE(demo.status == 0);
        REQUIRE(writeFile(inbox() / "broken.zbs", "not a package"));
        window_ = std::make_unique<BureauWindow>(library_, language_);
        window_->show();
        REQUIRE(QTest::qWaitForWindowExposed(window_.get()));
    }

    [[nodiscard]] std::filesystem::path inbox() const { return folder_ / "demo" / "inbox"; }
    [[nodiscard]] std::filesystem::path database() const { return folder_ / "own.db"; }
    [[nodiscard]] BureauWindow& window() { return *window_; }
    [[nodiscard]] WindowLanguage& language() { return language_; }
    [[nodiscard]] TemporaryFolder const& folder() const { return folder_; }

    void takeInEverything() {
        window_->makeDatabase(database());
        window_->takeInFiles({inbox()});
        REQUIRE(QTest::qWaitFor([this] { return !window_->isTakingIn(); }, 60'000));
    }

    /// Turns to the tables and waits until the chosen one is made.
    void awaitTable() {
        find<QTabWidget>("pages").setCurrentIndex(2);
        REQUIRE(QTest::qWaitFor([this] { return !window_->tables().isWorking(); }, 60'000));
    }

    template <class Widget>
    [[nodiscard]] Widget& find(char const* name) {
        auto* widget = window_->findChild<Widget*>(QString::fromLatin1(name));
        REQUIRE(widget != nullptr);
        return *widget;
    }

private:
    TemporaryFolder folder_;
    EditionLibrary library_;
    WindowLanguage language_;
    std::unique_ptr<BureauWindow> window_;
};

/// Pictures for people: kept where ZHIBAO_PICTURES says, if it says so.
inline void keepPicture(QWidget& widget, QString const& name) {
    auto const* folder = std::getenv("ZHIBAO_PICTURES");
    if (folder == nullptr) return;
    widget.window()->resize(1200, 720);
    widget.grab().save(QString::fromUtf8(folder) + QLatin1Char('/') + name + QStringLiteral(".png"));
}

}  // namespace zhibao::test
