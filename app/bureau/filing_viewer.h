#pragma once
/// One version of a filing as its unit signed it: header, forms, findings. For reading only; there is nothing in it to edit with.

#include <memory>

#include <QDialog>

#include "answers/filing.h"
#include "form/edition.h"
#include "package/contents.h"
#include "store/lists.h"
#include "ui/window_language.h"

class QFormLayout;
class QLabel;
class QTabWidget;
class QTableView;
class QTableWidget;

namespace zhibao {

class SentFiles;

class FilingViewer final : public QDialog {
    Q_OBJECT
public:
    /// Opens the stored package again, so what is shown has just been verified. Errors: those of openPackage, readPackagedFiling and the library.
    [[nodiscard]] static Result<FilingViewer*> open(StoredVersion version, EditionLibrary const& library, WindowLanguage const& language, QWidget* parent);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    FilingViewer(StoredVersion version, Filing filing, std::vector<Attachment> attachments, std::shared_ptr<Edition const> edition, WindowLanguage const& language, QWidget* parent);
    void wordAnew();
    [[nodiscard]] QTableView* rowsOf(Form const& form, FormAnswers const& answers);
    void fitRows(QTableView& grid) const;
    void fillRecord(QTableWidget& grid, FormAnswers const& answers) const;
    [[nodiscard]] QString textOf(Cell const& cell, Column const& column) const;
    void fillFindings();

    StoredVersion version_;
    Filing filing_;
    std::shared_ptr<Edition const> edition_;
    WindowLanguage const& language_;
    QLabel* header_;
    QTabWidget* forms_;
    SentFiles* sent_ = nullptr;  // null when nothing came beside the answers
    QLabel* findingsTitle_;
    QTableWidget* findings_;
};

}  // namespace zhibao
