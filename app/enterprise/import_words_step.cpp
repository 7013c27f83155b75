#include "enterprise/import_words_step.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QTableWidget>
#include <QVBoxLayout>

#include "answers/edit.h"
#include "enterprise/cell_editors.h"
#include "enterprise/ledger_wording.h"
#include "form/concepts.h"
#include "i18n/sentences.h"
#include "ui/steady.h"
#include "ui/text.h"

namespace zhibao {

namespace {

enum ListColumn { fieldColumn, wordColumn, linesColumn, sumsColumn, meaningColumn, listColumns };

}  // namespace

ImportWordsStep::ImportWordsStep(Program& program, QWidget* parent)
    : QWidget(parent), program_(program), about_(new QLabel(this)), list_(new QTableWidget(this)), box_(new QGroupBox(this)), form_(new QFormLayout(box_)), codeLabel_(new QLabel(this)),
      modeLabel_(new QLabel(this)), mode_(new QComboBox(this)), outsourcingLabel_(new QLabel(this)), outsourcing_(new QComboBox(this)), digital_(new QCheckBox(this)), affiliated_(new QCheckBox(this)),
      take_(new QPushButton(this)), leaveOut_(new QPushButton(this)), problem_(new QLabel(this)) {
    about_->setWordWrap(true);
    problem_->setWordWrap(true);
    list_->setObjectName(QStringLiteral("words"));
    list_->setColumnCount(listColumns);
    list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list_->setSelectionBehavior(QAbstractItemView::SelectRows);
    list_->setSelectionMode(QAbstractItemView::SingleSelection);
    list_->setTabKeyNavigation(false);
    list_->setShowGrid(false);
    list_->verticalHeader()->hide();
    list_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    mode_->setObjectName(QStringLiteral("wordMode"));
    outsourcing_->setObjectName(QStringLiteral("wordOutsourcing"));
    digital_->setObjectName(QStringLiteral("wordDigital"));
    affiliated_->setObjectName(QStringLiteral("wordAffiliated"));
    take_->setObjectName(QStringLiteral("takeWord"));
    leaveOut_->setObjectName(QStringLiteral("leaveOutWord"));
    problem_->setObjectName(QStringLiteral("wordProblem"));
    for (auto* box : {mode_, outsourcing_}) ignoreWheel(box);
    modeLabel_->setBuddy(mode_);
    outsourcingLabel_->setBuddy(outsourcing_);
    form_->addRow(codeLabel_, new QWidget(box_));  // the editor of the word's list takes this place
    form_->addRow(modeLabel_, mode_);
    form_->addRow(outsourcingLabel_, outsourcing_);
    form_->addRow(digital_);
    form_->addRow(affiliated_);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(take_);
    buttons->addWidget(leaveOut_);
    buttons->addStretch(1);
    form_->addRow(buttons);
    form_->addRow(problem_);
    auto* sides = new QHBoxLayout;
    sides->addWidget(list_, 3);
    sides->addWidget(box_, 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(about_);
    layout->addLayout(sides, 1);
    connect(list_, &QTableWidget::currentCellChanged, this, &ImportWordsStep::showWord);
    connect(take_, &QPushButton::clicked, this, [this] { take(false); });
    connect(leaveOut_, &QPushButton::clicked, this, [this] { take(true); });
    wordAnew();
}

void ImportWordsStep::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        wordAnew();
        fillList();
        wordCurrent();
    }
    QWidget::changeEvent(event);
}

void ImportWordsStep::wordAnew() {
    about_->setText(tr("Say once what your own words mean. The next quarter only new ones are asked for."));
    list_->setAccessibleName(tr("Words of the ledger without a code"));
    list_->setHorizontalHeaderLabels({tr("Kind"), tr("In the ledger"), tr("Lines"), tr("Sum"), tr("Means")});
    modeLabel_->setText(tr("Mode of supply"));
    outsourcingLabel_->setText(tr("Outsourcing"));
    digital_->setText(tr("Delivered digitally"));
    affiliated_->setText(tr("An affiliated enterprise"));
    take_->setText(tr("Take it so"));
    leaveOut_->setText(tr("Not for this form"));
}

void ImportWordsStep::show(LedgerImport const& import, LedgerMapping& mapping, Edition const& edition) {
    mapping_ = &mapping;
    edition_ = &edition;
    words_.clear();
    for (auto const& word : import.unmapped) words_.push_back({word, false});
    for (auto const& word : import.newCustomers) words_.push_back({word, true});
    fillList();
    list_->setCurrentCell(words_.empty() ? -1 : 0, fieldColumn);
    showWord();
}

void ImportWordsStep::focusList() {
    if (code_ == nullptr) return list_->setFocus();
    code_->setFocus();
    code_->selectAll();  // typing replaces a hint
}

bool ImportWordsStep::isMapped(UnmappedWord const& word) const {
    switch (word.field) {
        case LedgerField::service: return mapping_->services.contains(word.word);
        case LedgerField::customer: return mapping_->customers.contains(word.word);
        default: break;
    }
    auto const words = mapping_->words.find(word.field);
    return words != mapping_->words.end() && words->second.contains(word.word);
}

void ImportWordsStep::fillList() {
    QSignalBlocker const block{list_};
    auto const current = list_->currentRow();
    list_->setRowCount(static_cast<int>(words_.size()));
    for (int row = 0; row < list_->rowCount(); ++row) {
        auto const& [word, isOptional] = words_[static_cast<std::size_t>(row)];
        auto const put = [&](int column, QString const& text) { list_->setItem(row, column, new QTableWidgetItem(text)); };
        put(fieldColumn, LedgerWording::nameOf(word.field));
        put(wordColumn, toQt(word.word));
        put(linesColumn, QString::number(word.tally.lines));
        put(sumsColumn, LedgerWording::sumsOf(word.tally));
        QString meaning = isOptional ? tr("not affiliated, unless you say so") : QString{};
        if (isMapped(word)) {
            meaning = QStringLiteral("✓");
            if (word.field == LedgerField::service) {
                auto const& service = mapping_->services.at(word.word);
                meaning += QLatin1Char(' ') + (service.isLeftOut ? tr("not for this form") : toQt(service.item));
            } else if (word.field == LedgerField::customer) {
                auto const& customer = mapping_->customers.at(word.word);
                meaning += QLatin1Char(' ') + (customer.isLeftOut ? tr("not for this form") : toQt(customer.partner));
            } else {
                auto const& code = mapping_->words.at(word.field).at(word.word);
                meaning += QLatin1Char(' ') + (code.empty() ? tr("not for this form") : toQt(code));
            }
        }
        put(meaningColumn, meaning);
    }
    list_->resizeColumnsToContents();
    list_->horizontalHeader()->setSectionResizeMode(list_->horizontalHeader()->count() - 1, QHeaderView::Stretch);
    if (current >= 0 && current < list_->rowCount()) list_->setCurrentCell(current, fieldColumn);
}

ImportWordsStep::Asked const* ImportWordsStep::current() const {
    auto const row = list_->currentRow();
    return row < 0 || row >= static_cast<int>(words_.size()) ? nullptr : &words_[static_cast<std::size_t>(row)];
}

void ImportWordsStep::wordCurrent() {
    auto const* asked = current();
    problem_->clear();
    if (asked == nullptr) return;
    auto const language = program_.language().current();
    auto const& form = *edition_->findForm(mapping_->form);
    auto const field = asked->word.field;
    auto const* column = columnOf(field == LedgerField::customer ? LedgerField::partner : field, form);
    codeLabel_->setText(column == nullptr ? QString{} : toQt(column->title.in(language)));
    if (code_ != nullptr) {
        code_->setLanguage(language);
        code_->setAccessibleName(codeLabel_->text());
    }
    // Filled anew, for what there is to choose comes from the edition in this language; what was chosen stays.
    auto const keep = [](QComboBox* box, auto const& fill) {
        auto const chosen = box->currentData();
        fill();
        box->setCurrentIndex(std::max(0, box->findData(chosen)));
    };
    keep(mode_, [&] { fillModes(*asked, form); });
    keep(outsourcing_, [&] { fillOutsourcing(form); });
}

void ImportWordsStep::fillModes(Asked const& asked, Form const& form) {
    bool const mayDiffer = asked.word.field == LedgerField::service || asked.word.field == LedgerField::customer;
    mode_->clear();
    mode_->addItem(mayDiffer ? tr("– differs, or not said –") : tr("– choose –"), QString{});
    for (auto const& one : form.columns)
        for (auto const mode : {concepts::mode1, concepts::mode2, concepts::mode4})
            if (one.conceptId == mode) mode_->addItem(toQt(one.title.in(program_.language().current())), toQt(mode));
}

void ImportWordsStep::fillOutsourcing(Form const& form) {
    outsourcing_->clear();
    outsourcing_->addItem(tr("– as the ledger says –"), QString{});
    if (auto const* outsourcing = columnOf(LedgerField::outsourcing, form))
        for (auto const& entry : edition_->findList(outsourcing->list)->entries())
            outsourcing_->addItem(toQt(entry.name.in(program_.language().current())), toQt(entry.code));
}

void ImportWordsStep::showWord() {
    auto const* asked = current();
    box_->setEnabled(asked != nullptr);
    problem_->clear();
    if (asked == nullptr) return;
    auto const language = program_.language().current();
    auto const& form = *edition_->findForm(mapping_->form);
    auto const field = asked->word.field;
    box_->setTitle(toQt(asked->word.word));
    // A customer says where it is.
    auto const* column = columnOf(field == LedgerField::customer ? LedgerField::partner : field, form);
    auto const* list = column == nullptr ? nullptr : edition_->findList(column->list);
    bool const hadFocus = code_ != nullptr && code_->hasFocus();
    code_ = nullptr;
    QWidget* editor = new QWidget(box_);
    if (list != nullptr) {
        code_ = new CodeEditor(*list, column->leafOnly, language, box_);
        code_->setObjectName(QStringLiteral("wordCode"));
        code_->setAccessibleName(toQt(column->title.in(language)));
        codeLabel_->setBuddy(code_);
        delete std::exchange(editor, code_);
        connect(code_, &QLineEdit::returnPressed, this, [this] { take(false); });
    }
    auto const old = form_->itemAt(0, QFormLayout::FieldRole)->widget();
    form_->replaceWidget(old, editor);
    old->hide();
    editor->show();
    old->deleteLater();
    codeLabel_->setText(column == nullptr ? QString{} : toQt(column->title.in(language)));
    codeLabel_->setVisible(column != nullptr);
    bool const isService = field == LedgerField::service;
    bool const isCustomer = field == LedgerField::customer;
    fillModes(*asked, form);
    fillOutsourcing(form);
    digital_->setChecked(false);
    affiliated_->setChecked(false);
    auto const choose = [](QComboBox* box, std::string const& code) { box->setCurrentIndex(std::max(0, box->findData(toQt(code)))); };
    if (auto const known = mapping_->services.find(asked->word.word); isService && known != mapping_->services.end()) {
        code_->setText(toQt(known->second.item));
        choose(mode_, known->second.mode);
        choose(outsourcing_, known->second.outsourcing);
        digital_->setChecked(known->second.isDigital);
    } else if (isService && code_ != nullptr) {
        // The list's own everyday names are a hint, to be looked at.
        auto const hints = list->search(asked->word.word);
        if (hints.size() == 1 && hints.front()->isLeaf) code_->setText(toQt(hints.front()->code));
    }
    if (auto const known = mapping_->customers.find(asked->word.word); isCustomer && known != mapping_->customers.end()) {
        code_->setText(toQt(known->second.partner));
        choose(mode_, known->second.mode);
        affiliated_->setChecked(known->second.isAffiliated);
    }
    for (auto* widget : {static_cast<QWidget*>(modeLabel_), static_cast<QWidget*>(mode_)}) widget->setVisible(isService || isCustomer || field == LedgerField::mode);
    for (auto* widget : {static_cast<QWidget*>(outsourcingLabel_), static_cast<QWidget*>(outsourcing_), static_cast<QWidget*>(digital_)}) widget->setVisible(isService);
    affiliated_->setVisible(isCustomer);
    if (code_ != nullptr) {
        setTabOrder(list_, code_);
        setTabOrder(code_, mode_);
        if (hadFocus) code_->setFocus();
    }
}

void ImportWordsStep::take(bool isLeftOut) {
    auto const* asked = current();
    if (asked == nullptr) return;
    auto const& [word, isOptional] = *asked;
    auto const& form = *edition_->findForm(mapping_->form);
    auto const mode = fromQt(mode_->currentData().toString());
    std::string code;
    if (!isLeftOut && code_ != nullptr) {
        auto const& column = *columnOf(word.field == LedgerField::customer ? LedgerField::partner : word.field, form);
        auto const cell = parseCell(fromQt(code_->answer()), column, Unit::one, *edition_);
        auto const* text = cell ? std::get_if<std::string>(&*cell) : nullptr;
        if (!cell) return problem_->setText(toQt(sentence(cell.error(), program_.language().current())));
        // Of an optional customer the ledger itself says the country.
        if (text == nullptr && !isOptional) return problem_->setText(tr("Choose a code, or “Not for this form”."));
        if (text != nullptr) code = *text;
    }
    if (!isLeftOut && code_ == nullptr && mode.empty()) return problem_->setText(tr("Choose a mode, or “Not for this form”."));
    if (word.field == LedgerField::service) mapping_->services[word.word] = {isLeftOut, code, mode, fromQt(outsourcing_->currentData().toString()), digital_->isChecked()};
    else if (word.field == LedgerField::customer) mapping_->customers[word.word] = {isLeftOut, code, affiliated_->isChecked(), mode};
    else mapping_->words[word.field][word.word] = word.field == LedgerField::mode && !isLeftOut ? mode : code;
    auto const next = list_->currentRow() + 1;
    fillList();
    if (next < list_->rowCount()) list_->setCurrentCell(next, fieldColumn);
    else showWord();
    focusList();
    Q_EMIT mapped();
}

}  // namespace zhibao
