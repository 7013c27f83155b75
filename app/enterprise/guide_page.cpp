#include "enterprise/guide_page.h"

#include <QAction>
#include <QEvent>
#include <QFile>
#include <QHBoxLayout>
#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "ui/icons.h"

namespace zhibao {

namespace {

/// Shows icon:NAME as the icon of that name.
class IconBrowser final : public QTextBrowser {
public:
    using QTextBrowser::QTextBrowser;

protected:
    QVariant loadResource(int type, QUrl const& name) override {
        if (type != QTextDocument::ImageResource || name.scheme() != QStringLiteral("icon")) return QTextBrowser::loadResource(type, name);
        auto const size = fontMetrics().height();
        return lineIcon(name.path()).pixmap(QSize{size, size}, devicePixelRatioF());
    }
};

}  // namespace

GuidePage::GuidePage(Program& program, MainActions const& actions, QWidget* parent)
    : QWidget(parent), program_(program), actions_(actions), back_(new QPushButton(this)), text_(new IconBrowser(this)) {
    text_->setFrameShape(QFrame::NoFrame);
    text_->setOpenLinks(false);
    text_->document()->setDocumentMargin(24);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(12, 8, 12, 0);
    top->addWidget(back_);
    top->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(top);
    layout->addWidget(text_, 1);
    setFocusProxy(text_);
    connect(back_, &QPushButton::clicked, this, &GuidePage::backRequested);
    // The button's own key would press it visibly, which takes its time.
    auto* escape = new QAction(this);
    escape->setShortcut(QKeySequence{Qt::Key_Escape});
    connect(escape, &QAction::triggered, this, &GuidePage::backRequested);
    addAction(escape);
    wordAnew();
}

void GuidePage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange) wordAnew();
    QWidget::changeEvent(event);
}

void GuidePage::showEvent(QShowEvent* event) {
    // Words of actions follow what is open.
    wordAnew();
    QWidget::showEvent(event);
}

QString GuidePage::keys() const {
    QString table = QStringLiteral("| %1 | %2 |\n|---|---|\n").arg(tr("Keys"), tr("What they do"));
    auto const add = [&](QString const& keys, QString const& what) { table += QStringLiteral("| %1 | %2 |\n").arg(keys, what); };
    add(QStringLiteral("Tab, Shift+Tab, Enter"), tr("To the right, to the left, down; after a run of Tabs, Enter goes to where the run began"));
    add(QStringLiteral("F2, F4, Esc"), tr("Edit, list of codes, as before"));
    add(QStringLiteral("Home, End"), tr("To the ends of the row, with Ctrl of the form"));
    add(QStringLiteral("Ctrl+← → ↑ ↓"), tr("To the edge of a block of answers"));
    add(QStringLiteral("Shift+← → ↑ ↓"), tr("Select a block"));
    add(QStringLiteral("Delete, Backspace"), tr("Clear what is selected"));
    add(QStringLiteral("Ctrl+Tab"), tr("Out of the grid"));
    for (auto const* action : actions_.all()) {
        if (action->shortcut().isEmpty()) continue;
        auto text = action->text();
        add(action->shortcut().toString(QKeySequence::NativeText), text.remove(QStringLiteral("…")));
    }
    return table;
}

void GuidePage::wordAnew() {
    back_->setText(tr("Back (Esc)"));
    text_->setAccessibleName(tr("Getting started"));
    QFile file{program_.language().current() == Language::chinese ? QStringLiteral(":/guides/getting-started.zh.md")
                                                                  : QStringLiteral(":/guides/getting-started.en.md")};
    if (!file.open(QIODevice::ReadOnly)) qFatal("the guide is not built in");
    auto text = QString::fromUtf8(file.readAll());
    text_->document()->setMarkdown(text.replace(QStringLiteral("{keys}"), keys()));
}

}  // namespace zhibao
