#include "enterprise/seal_page.h"

#include <algorithm>

#include <QCheckBox>
#include <QEvent>
#include <QFileDialog>
#include <QFormLayout>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QStandardPaths>
#include <QVBoxLayout>

#include "base/file.h"
#include "base/text.h"
#include "enterprise/sealing.h"
#include "ui/icons.h"
#include "ui/text.h"
#include "ui/window_language.h"

namespace zhibao {

namespace {

std::string Signatories::* memberOf(std::string_view key) {
    if (key == "unitHead") return &Signatories::unitHead;
    if (key == "statisticsHead") return &Signatories::statisticsHead;
    if (key == "preparer") return &Signatories::preparer;
    if (key == "phone") return &Signatories::phone;
    return &Signatories::reportDate;
}

bool isOfRows(Edition const& edition, std::string_view id) {
    auto const* form = edition.findForm(id);
    return form != nullptr && form->kind == FormKind::rows;
}

}  // namespace

SealPage::SealPage(Program& program, DraftSession& session, QWidget* parent)
    : QWidget(parent), program_(program), session_(session), title_(new QLabel(this)), signBox_(new QGroupBox(this)), zeroBox_(new QGroupBox(this)),
      zero_(new QCheckBox(this)), zeroLabel_(new QLabel(this)), zeroReason_(new QLineEdit(this)), sealBox_(new QGroupBox(this)), state_(new QLabel(this)),
      toFindings_(new QPushButton(this)), folderLabel_(new QLabel(this)), folder_(new QLineEdit(this)), choose_(new QPushButton(this)),
      law_(new QLabel(this)), back_(new QPushButton(this)), seal_(new QPushButton(this)) {
    auto font = title_->font();
    font.setPointSizeF(font.pointSizeF() * 1.3);
    font.setBold(true);
    title_->setFont(font);

    constexpr std::array<char const*, 5> keys{"unitHead", "statisticsHead", "preparer", "phone", "reportDate"};
    auto* signForm = new QFormLayout(signBox_);
    for (std::size_t number = 0; number < keys.size(); ++number) {
        auto& field = fields_[number];
        field = {keys[number], new QLabel(this), new QLineEdit(this)};
        field.label->setBuddy(field.edit);
        field.edit->setObjectName(QString::fromLatin1(field.key));
        field.edit->setMaxLength(60);
        signForm->addRow(field.label, field.edit);
        connect(field.edit, &QLineEdit::textEdited, this, &SealPage::takeHead);
    }
    zero_->setObjectName(QStringLiteral("zero"));
    zeroReason_->setObjectName(QStringLiteral("zeroReason"));
    zeroLabel_->setBuddy(zeroReason_);
    auto* zeroForm = new QVBoxLayout(zeroBox_);
    zeroForm->addWidget(zero_);
    zeroForm->addWidget(zeroLabel_);
    zeroForm->addWidget(zeroReason_);
    connect(zero_, &QCheckBox::toggled, this, &SealPage::takeHead);
    connect(zeroReason_, &QLineEdit::textEdited, this, &SealPage::takeHead);

    state_->setWordWrap(true);
    state_->setObjectName(QStringLiteral("sealState"));
    law_->setWordWrap(true);
    law_->setForegroundRole(QPalette::PlaceholderText);
    folderLabel_->setBuddy(folder_);
    folder_->setObjectName(QStringLiteral("folder"));
    auto const documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    folder_->setText(documents.isEmpty() ? toQt(toText(program_.dataFolder() / "sealed")) : documents);
    seal_->setObjectName(QStringLiteral("seal"));
    seal_->setDefault(true);
    auto* folderRow = new QHBoxLayout;
    folderRow->addWidget(folder_, 1);
    folderRow->addWidget(choose_);
    auto* stateRow = new QHBoxLayout;
    stateRow->addWidget(state_, 1);
    stateRow->addWidget(toFindings_);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(back_);
    buttons->addStretch(1);
    buttons->addWidget(seal_);
    auto* sealForm = new QVBoxLayout(sealBox_);
    sealForm->addLayout(stateRow);
    sealForm->addSpacing(8);
    sealForm->addWidget(folderLabel_);
    sealForm->addLayout(folderRow);
    sealForm->addSpacing(8);
    sealForm->addWidget(law_);
    sealForm->addStretch(1);

    auto* columns = new QHBoxLayout;
    columns->setSpacing(16);
    auto* left = new QVBoxLayout;
    left->addWidget(signBox_);
    left->addWidget(zeroBox_);
    left->addStretch(1);
    columns->addLayout(left, 1);
    columns->addWidget(sealBox_, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(12);
    layout->addWidget(title_);
    layout->addLayout(columns, 1);
    layout->addLayout(buttons);

    connect(choose_, &QPushButton::clicked, this, [this] {
        auto const chosen = QFileDialog::getExistingDirectory(this, tr("Folder for the sealed file"), folder_->text());
        if (!chosen.isEmpty()) folder_->setText(chosen);
    });
    connect(back_, &QPushButton::clicked, this, &SealPage::backRequested);
    connect(toFindings_, &QPushButton::clicked, this, &SealPage::findingsRequested);
    connect(seal_, &QPushButton::clicked, this, &SealPage::seal);
    connect(&session_.document(), &FilingDocument::headChanged, this, &SealPage::showHead);
    connect(&session_.check(), &LiveCheck::judged, this, &SealPage::showState);
    connect(&session_, &DraftSession::savedChanged, this, &SealPage::showState);
    // Who answers questions about itself has nothing to declare as none.
    auto const& forms = session_.document().filing().forms;
    zeroBox_->setVisible(std::any_of(forms.begin(), forms.end(), [&](auto const& answers) { return isOfRows(session_.document().edition(), answers.form); }));
    wordAnew();
    showHead();
}

void SealPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) wordAnew();
    QWidget::changeEvent(event);
}

void SealPage::wordAnew() {
    title_->setText(tr("Seal the filing"));
    signBox_->setTitle(tr("Who answers for it"));
    std::array<QString, 5> const labels{tr("&Head of the unit"), tr("Head of &statistics"), tr("&Prepared by"), tr("&Telephone"), tr("&Date of reporting")};
    for (std::size_t number = 0; number < labels.size(); ++number) fields_[number].label->setText(labels[number]);
    fields_.back().edit->setPlaceholderText(tr("year-month-day"));
    zeroBox_->setTitle(tr("Zero filing"));
    zero_->setText(tr("There was no trade in services in this period"));
    zeroLabel_->setText(tr("&Reason"));
    sealBox_->setTitle(tr("The sealed file"));
    toFindings_->setText(tr("Show the findings"));
    folderLabel_->setText(tr("&Folder or stick to write it to"));
    choose_->setText(tr("Choose…"));
    law_->setText(tr("The file is signed with your unit's key, which is made on first use and stays on this computer. A sealed version no longer changes; "
                     "a correction is a new version that replaces it."));
    back_->setText(tr("Back to the form"));
    seal_->setText(tr("Seal"));
    showState();
    fitToWords(*this);
}

void SealPage::showHead() {
    isShowing_ = true;
    auto const& filing = session_.document().filing();
    bool const isFrozen = session_.document().isFrozen();
    for (auto& field : fields_) {
        auto const text = toQt(filing.signatories.*memberOf(field.key));
        // What is being typed (a space at the end) is ahead of what was taken.
        if (fromQt(field.edit->text().trimmed()) != fromQt(text)) field.edit->setText(text);
        field.edit->setReadOnly(isFrozen);
    }
    zero_->setChecked(filing.header.zero);
    if (fromQt(zeroReason_->text().trimmed()) != filing.header.zeroReason) zeroReason_->setText(toQt(filing.header.zeroReason));
    zero_->setEnabled(!isFrozen);
    zeroReason_->setEnabled(filing.header.zero && !isFrozen);
    isShowing_ = false;
    showState();
}

void SealPage::takeHead() {
    if (isShowing_) return;
    Signatories signatories;
    for (auto& field : fields_) signatories.*memberOf(field.key) = trimmed(fromQt(field.edit->text()));
    if (auto const date = trimmed(normalized(signatories.reportDate)); date != signatories.reportDate) signatories.reportDate = date;
    session_.document().setSignatories(signatories);
    session_.document().setZero(zero_->isChecked(), zero_->isChecked() ? trimmed(fromQt(zeroReason_->text())) : std::string{});
}

void SealPage::showState() {
    if (session_.entry().seal) {
        state_->setText(tr("Sealed at %1 as\n%2").arg(toQt(chinaTimeText(session_.entry().seal->moment)), toQt(session_.entry().seal->file)));
        seal_->setEnabled(false);
        toFindings_->hide();
        return;
    }
    auto const& findings = session_.check().findings();
    auto const blocking = [&](Level level) {
        return std::count_if(findings.begin(), findings.end(), [&](auto const& finding) { return finding.blocks && finding.level == level; });
    };
    auto const errors = blocking(Level::error);
    auto const queries = blocking(Level::query);
    std::size_t rows = 0;
    for (auto const& answers : session_.document().filing().forms)
        if (isOfRows(session_.document().edition(), answers.form)) rows += answers.rows.size();
    bool const isFree = errors == 0 && queries == 0;
    state_->setText((zeroBox_->isHidden() ? QString{} : tr("Rows: %1.").arg(rows) + QLatin1Char(' ')) +
                    (isFree ? tr("Nothing stands in the way.")
                            : tr("Still in the way: errors to put right %1, queries to explain %2.").arg(errors).arg(queries)));
    toFindings_->setVisible(!isFree);
    seal_->setEnabled(true);
}

bool SealPage::showField(std::string_view field) {
    for (auto& candidate : fields_)
        if (field == candidate.key) {
            candidate.edit->setFocus();
            return true;
        }
    if (field == "zero" || field == "zeroReason") {
        (field == "zero" || !zeroReason_->isEnabled() ? static_cast<QWidget*>(zero_) : zeroReason_)->setFocus();
        return true;
    }
    return false;
}

std::filesystem::path SealPage::folder() const {
    return pathOf(fromQt(folder_->text()));
}

void SealPage::setFolder(std::filesystem::path const& folder) {
    folder_->setText(toQt(toText(folder)));
}

void SealPage::seal() {
    auto const file = sealDraft(session_, folder(), program_.dataFolder(), &program_.data().rates, program_.clock());
    showHead();
    if (!file) {
        Q_EMIT failed(file.error());
        return;
    }
    Q_EMIT sealed(*file);
}

}  // namespace zhibao
