#include "enterprise/finding_why.h"

#include <array>

#include <QCoreApplication>

#include "ui/text.h"

namespace zhibao {

namespace {

std::string escaped(std::string const& text) {
    return fromQt(toQt(text).toHtmlEscaped());
}

/// What a value of the rule's data is called: a column of the form, or the same column of an earlier filing.
QString nameOfValue(std::string const& component, Form const& form, Language language, std::size_t& column) {
    for (auto const& [ending, isLastYear] : {std::pair{std::string{}, false}, std::pair{std::string{"_previous"}, false}, std::pair{std::string{"_last_year"}, true}}) {
        if (!component.ends_with(ending)) continue;
        auto const position = form.indexOf(component.substr(0, component.size() - ending.size()));
        if (!position) continue;
        column = *position;
        auto const title = toQt(form.columns[*position].title.in(language));
        if (ending.empty()) return title;
        return isLastYear ? QCoreApplication::translate("zhibao::FindingWhy", "%1 a year before").arg(title) : QCoreApplication::translate("zhibao::FindingWhy", "%1 in the period before").arg(title);
    }
    return {};
}

std::string shownValue(std::string const& value, Column const& column, Edition const& edition, Unit unit, Language language) {
    if (value.empty()) return fromQt(QCoreApplication::translate("zhibao::FindingWhy", "blank"));
    if (column.kind == ColumnKind::money)
        if (auto const money = Money::parse(value)) return money->display(unit);
    if (column.kind == ColumnKind::code)
        if (auto const* list = edition.findList(column.list))
            if (auto const* entry = list->find(value)) return entry->label(language);
    return value;
}

std::string numbersHtml(Finding const& finding, Edition const& edition, Unit unit, Language language) {
    auto const* form = edition.findForm(finding.form);
    if (form == nullptr) return {};
    std::string lines;
    for (auto const& [component, value] : finding.arguments) {
        std::size_t column = 0;
        auto const name = nameOfValue(component, *form, language, column);
        if (name.isEmpty()) continue;
        lines += "<tr><td>" + escaped(fromQt(name)) + "&nbsp;&nbsp;</td><td align=\"right\">" + escaped(shownValue(value, form->columns[column], edition, unit, language)) + "</td></tr>";
    }
    return lines.empty() ? lines : "<table>" + lines + "</table>";
}

std::string paperHtml(std::string const& check, LocalizedText const& title, LocalizedText const& reason, std::string const& source, Language language) {
    return "<p><b>" + escaped(check) + "&nbsp; " + escaped(title.in(language)) + "</b><br>" + escaped(reason.in(language)) + "<br><small>" +
           escaped(fromQt(QCoreApplication::translate("zhibao::FindingWhy", "Source: %1").arg(toQt(source)))) + "</small></p>";
}

std::string bureauHtml(ListedFinding const& finding) {
    auto const& said = *finding.bureau;
    auto const head = said.isReturned ? QCoreApplication::translate("zhibao::FindingWhy", "The bureau sent version %1 back") : QCoreApplication::translate("zhibao::FindingWhy", "The bureau asks about version %1");
    auto const state = finding.isExplained ? QCoreApplication::translate("zhibao::FindingWhy", "Changed or explained since: the bureau judges it in the next version.")
                                           : QCoreApplication::translate("zhibao::FindingWhy", "It is marked until the cell is changed or an explanation is given in the next version.");
    return "<p><b>" + escaped(fromQt(head.arg(said.version))) + "</b><br>" + escaped(fromQt(QCoreApplication::translate("zhibao::FindingWhy", "It arrived at %1.").arg(toQt(chinaTimeText(said.arrived))))) +
           "</p><p>" + escaped(fromQt(state)) + "</p>";
}

}  // namespace

std::string whyHtml(ListedFinding const& finding, EditionRules const& rules, Edition const& edition, Unit unit, Language language) {
    if (finding.bureau) {
        auto const* papers = rules.findPapers(finding.rule);
        return bureauHtml(finding) + (papers == nullptr ? std::string{} : paperHtml(papers->id, papers->title, papers->reason, papers->source, language));
    }
    if (finding.finding) {
        auto const* papers = rules.findPapers(finding.finding->part);
        if (papers == nullptr) return {};
        return paperHtml(papers->id, papers->title, papers->reason, papers->source, language) + numbersHtml(*finding.finding, edition, unit, language);
    }
    for (auto const& papers : rules.structuralPapers())
        if (papers.id == finding.check) return paperHtml(papers.id, papers.title, papers.reason, papers.source, language);
    return {};
}

}  // namespace zhibao
