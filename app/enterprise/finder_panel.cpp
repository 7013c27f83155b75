#include "enterprise/finder_panel.h"

#include <algorithm>

#include <QAbstractItemView>
#include <QComboBox>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSplitter>
#include <QTextBrowser>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "base/text.h"
#include "enterprise/match_delegate.h"
#include "form/code_search.h"
#include "output/html.h"
#include "ui/form_model.h"
#include "ui/steady.h"
#include "ui/text.h"

namespace zhibao {

namespace {

constexpr int codeRole = Qt::UserRole;

std::string joined(std::vector<std::string> const& texts) {
    std::string text;
    for (auto const& one : texts) text += (text.empty() ? "" : ", ") + one;
    return text;
}

/// The codes of other classifications that belong to an entry.
std::vector<std::string> otherCodesOf(CodeEntry const& entry) {
    std::vector<std::string> codes;
    for (auto const& [heading, value] : entry.attributes)
        if (heading.ends_with("_codes"))
            for (auto& code : separatedBySemicolon(value)) codes.push_back(std::move(code));
    return codes;
}

}  // namespace

FinderPanel::FinderPanel(QWidget* parent)
    : QWidget(parent), label_(new QLabel(this)), search_(new QLineEdit(this)), listChoice_(new QComboBox(this)), said_(new QLabel(this)),
      entries_(new QTreeWidget), note_(new QTextBrowser), choose_(new QPushButton(this)) {
    search_->setObjectName(QStringLiteral("finderSearch"));
    entries_->setObjectName(QStringLiteral("finderEntries"));
    note_->setObjectName(QStringLiteral("finderNote"));
    choose_->setObjectName(QStringLiteral("finderChoose"));
    label_->setBuddy(search_);
    label_->setWordWrap(true);
    ignoreWheel(listChoice_);
    listChoice_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    said_->setWordWrap(true);
    entries_->setHeaderHidden(true);
    entries_->setColumnCount(1);
    entries_->setItemDelegate(new MatchDelegate(entries_));
    entries_->setIndentation(fontMetrics().height());
    entries_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    entries_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    note_->setOpenLinks(false);
    note_->document()->setDocumentMargin(8);
    note_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);

    auto* splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(entries_);
    splitter->addWidget(note_);
    splitter->setChildrenCollapsible(false);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->addWidget(label_);
    layout->addWidget(search_);
    layout->addWidget(listChoice_);
    layout->addWidget(said_);
    layout->addWidget(splitter, 1);
    layout->addWidget(choose_);
    setTabOrder(listChoice_, entries_);
    setTabOrder(entries_, note_);
    setTabOrder(note_, choose_);

    for (QWidget* widget : std::initializer_list<QWidget*>{search_, entries_, note_, listChoice_, choose_}) widget->installEventFilter(this);
    entries_->viewport()->installEventFilter(this);
    connect(search_, &QLineEdit::textChanged, this, &FinderPanel::fill);
    connect(listChoice_, &QComboBox::currentIndexChanged, this, &FinderPanel::fill);
    connect(entries_, &QTreeWidget::currentItemChanged, this, &FinderPanel::showNote);
    connect(entries_, &QTreeWidget::itemDoubleClicked, this, &FinderPanel::choose);
    connect(choose_, &QPushButton::clicked, this, &FinderPanel::choose);
    connect(note_, &QTextBrowser::anchorClicked, this, [this](QUrl const& link) { reveal(fromQt(link.path())); });
    wordAnew();
    showNote();
}

void FinderPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) wordAnew();
    QWidget::changeEvent(event);
}

void FinderPanel::wordAnew() {
    label_->setText(tr("&Find by code, name, pinyin or bank code:"));
    search_->setPlaceholderText(tr("e.g. software, ruanjian, SI21, 227020"));
    search_->setAccessibleName(tr("Find an entry"));
    listChoice_->setAccessibleName(tr("List that is searched"));
    listChoice_->view()->setAccessibleName(listChoice_->accessibleName());
    entries_->setAccessibleName(tr("Entries"));
    note_->setAccessibleName(tr("What the entry means"));
    choose_->setText(tr("Put in row (Enter)"));
}

void FinderPanel::setLanguage(Language language) {
    language_ = language;
    {
        QSignalBlocker const blocker{listChoice_};
        for (int position = 0; position < listChoice_->count(); ++position)
            listChoice_->setItemText(position, toQt(edition_->findList(lists_[static_cast<std::size_t>(position)].list)->title().in(language_)));
    }
    auto const code = currentCode();
    fill();
    if (search_->text().isEmpty() && !code.empty()) reveal(code);
}

void FinderPanel::setEditable(bool isEditable) {
    isEditable_ = isEditable;
    showNote();
}

void FinderPanel::setLists(std::shared_ptr<Edition const> edition, std::vector<SearchedList> lists) {
    if (edition == edition_ && lists == lists_) return;
    {
        QSignalBlocker const blocker{listChoice_};
        listChoice_->clear();
        edition_ = std::move(edition);
        lists_ = std::move(lists);
        for (auto const& one : lists_) listChoice_->addItem(toQt(edition_->findList(one.list)->title().in(language_)));
    }
    fill();
}

void FinderPanel::turnTo(std::string const& wanted, std::string const& code) {
    auto const found = std::find_if(lists_.begin(), lists_.end(), [&](SearchedList const& one) { return one.list == wanted; });
    if (found == lists_.end()) return;
    auto const position = static_cast<int>(found - lists_.begin());
    if (position != listChoice_->currentIndex()) {
        // What was searched for in one list means nothing in another.
        QSignalBlocker const blocker{search_};
        search_->clear();
        listChoice_->setCurrentIndex(position);
    }
    if (search_->text().isEmpty() && !code.empty()) reveal(code);
}

void FinderPanel::focusSearch() {
    search_->setFocus(Qt::ShortcutFocusReason);
    search_->selectAll();
}

CodeList const* FinderPanel::list() const {
    auto const position = listChoice_->currentIndex();
    return position < 0 ? nullptr : edition_->findList(lists_[static_cast<std::size_t>(position)].list);
}

std::string FinderPanel::currentCode() const {
    auto const* item = entries_->currentItem();
    return item == nullptr ? std::string{} : fromQt(item->data(0, codeRole).toString());
}

CodeEntry const* FinderPanel::currentEntry() const {
    auto const* its = list();
    return its == nullptr ? nullptr : its->find(currentCode());
}

bool FinderPanel::canBeChosen(CodeEntry const& entry) const {
    return isEditable_ && (entry.isLeaf || !lists_[static_cast<std::size_t>(listChoice_->currentIndex())].leafOnly);
}

QString FinderPanel::nameOf(CodeEntry const& entry) const {
    return toQt(entry.label(language_));
}

void FinderPanel::fill() {
    entries_->clear();
    said_->hide();
    if (list() != nullptr) {
        auto const text = fromQt(search_->text());
        if (trimmed(text).empty()) fillTree(entries_->invisibleRootItem(), {});
        else fillMatches(text);
        if (entries_->topLevelItemCount() > 0) entries_->setCurrentItem(entries_->topLevelItem(0));
    }
    showNote();
}

void FinderPanel::fillTree(QTreeWidgetItem* parent, std::string const& code) {
    for (auto const* entry : list()->childrenOf(code)) {
        auto* item = new QTreeWidgetItem(parent, {nameOf(*entry)});
        item->setData(0, codeRole, toQt(entry->code));
        item->setData(0, MatchDelegate::htmlRole, nameOf(*entry).toHtmlEscaped());
        fillTree(item, entry->code);
    }
}

void FinderPanel::fillMatches(std::string const& text) {
    auto const matches = searchCodes(*list(), text, Guessing::whereNothingFits);
    bool const isChinese = language_ == Language::chinese;
    for (auto const& match : matches) {
        auto const& entry = *match.entry;
        auto* item = new QTreeWidgetItem(entries_, {nameOf(entry)});
        item->setData(0, codeRole, toQt(entry.code));
        auto html = highlighted(entry.code, match.inCode) + QLatin1Char(' ') +
                    (isChinese ? highlighted(entry.name.zh, match.inChinese) : highlighted(entry.name.en, match.inEnglish));
        auto const& otherRanges = isChinese ? match.inEnglish : match.inChinese;
        if (!otherRanges.empty()) html += QStringLiteral("<br/><small>") + highlighted(isChinese ? entry.name.en : entry.name.zh, otherRanges) + QStringLiteral("</small>");
        if (!match.by.empty()) html += QStringLiteral("<br/><small>") + toQt(joined(match.by)).toHtmlEscaped() + QStringLiteral("</small>");
        item->setData(0, MatchDelegate::htmlRole, html);
    }
    if (matches.empty()) said_->setText(tr("Nothing is called that. Try another word, or clear the field to see the whole list."));
    else if (auto const& meant = matches.front().meant; !meant.empty()) said_->setText(tr("Nothing is called that; the nearest is “%1”.").arg(toQt(meant)));
    else said_->setText(tr("Found: %1").arg(matches.size()));
    said_->show();
}

void FinderPanel::reveal(std::string const& code) {
    if (list() == nullptr || list()->find(code) == nullptr) return;
    if (!search_->text().isEmpty()) search_->clear();  // fills the tree
    for (QTreeWidgetItemIterator at{entries_}; *at != nullptr; ++at) {
        if (fromQt((*at)->data(0, codeRole).toString()) != code) continue;
        entries_->setCurrentItem(*at);
        entries_->scrollToItem(*at);
        return;
    }
}

void FinderPanel::choose() {
    auto const* entry = currentEntry();
    if (entry == nullptr) return;
    if (canBeChosen(*entry)) {
        Q_EMIT chosen(toQt(list()->id()), toQt(entry->code));
        return;
    }
    if (entry->isLeaf) return;
    // A group cannot be answered: what is in it is shown instead.
    reveal(entry->code);
    entries_->currentItem()->setExpanded(true);
    entries_->setFocus();
}

void FinderPanel::showNote() {
    auto const* entry = currentEntry();
    choose_->setEnabled(entry != nullptr && canBeChosen(*entry));
    if (entry == nullptr) {
        note_->clear();
        return;
    }
    auto const paragraph = [](std::string const& text) { return "<p>" + escapedForHtml(text) + "</p>"; };
    auto const heading = [](QString const& text) { return "<p><b>" + fromQt(text.toHtmlEscaped()) + "</b></p>"; };
    std::string html = "<h3>" + escapedForHtml(entry->label(language_)) + "</h3>";
    if (auto const* note = edition_->findNote(list()->id(), entry->code)) {
        html += paragraph(note->definition.in(language_));
        auto const bullets = [&](QString const& title, std::vector<LocalizedText> const& texts) {
            if (texts.empty()) return;
            html += heading(title) + "<ul>";
            for (auto const& text : texts) html += "<li>" + escapedForHtml(text.in(language_)) + "</li>";
            html += "</ul>";
        };
        bullets(tr("Belongs here"), note->includes);
        if (!note->excludes.empty()) {
            html += heading(tr("Does not belong here")) + "<ul>";
            for (auto const& exclusion : note->excludes) {
                html += "<li>" + escapedForHtml(exclusion.text.in(language_));
                if (auto const* other = list()->find(exclusion.see))
                    html += " → <a href=\"" + escapedForHtml(other->code) + "\">" + escapedForHtml(other->code + " " + other->name.in(language_)) + "</a>";
                html += "</li>";
            }
            html += "</ul>";
        }
        bullets(tr("Examples"), note->examples);
    } else if (!entry->isLeaf) {
        html += paragraph(fromQt(tr("A group. Open it to see what belongs to it.")));
    }
    if (auto const codes = otherCodesOf(*entry); !codes.empty()) html += paragraph(fromQt(tr("Bank codes: %1. A code is a hint; what was really done decides.").arg(toQt(joined(codes)))));
    note_->setHtml(toQt(html));
}

bool FinderPanel::eventFilter(QObject* object, QEvent* event) {
    if (object == entries_->viewport() && event->type() == QEvent::Resize) {
        entries_->doItemsLayout();  // names are wrapped to the width
        return false;
    }
    if (event->type() != QEvent::KeyPress) return QWidget::eventFilter(object, event);
    auto const key = static_cast<QKeyEvent const*>(event)->key();
    if (key == Qt::Key_Escape) {
        Q_EMIT left();
        return true;
    }
    bool const isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (isEnter && (object == search_ || object == entries_ || object == choose_)) {
        choose();
        return true;
    }
    if (object == search_ && (key == Qt::Key_Down || key == Qt::Key_PageDown)) {
        entries_->setFocus();
        return true;
    }
    if (object == entries_ && key == Qt::Key_Up && entries_->currentItem() == entries_->topLevelItem(0)) {
        focusSearch();
        return true;
    }
    return QWidget::eventFilter(object, event);
}

}  // namespace zhibao
