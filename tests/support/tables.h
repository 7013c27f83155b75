#pragma once
/// Small tables for tests of what prints them.

#include "table/table.h"

namespace zhibao::test {

/// Two sectors by flow, in Chinese, with each kind of mark and a text that HTML would take for its own.
[[nodiscard]] inline Table aTable() {
    Table table;
    table.id = "by-sector";
    table.title = "服务进出口情况";
    table.legalMarks = {{"表　　号：", "样例综1表"}, {"制定机关：", "样例机关"}, {"批准文号：", "待批"}};
    table.heading = {{"综合机关名称：", "样例统计机构 <A&B>"}};
    table.period = "2017Q1";
    table.periodText = "2017年1季度";
    table.calibre = "reported";
    table.currency = "USD";
    table.unit = Unit::tenThousand;
    table.unitText = "万美元";
    table.stubs = {{"甲", "重点领域"}};
    table.head = {{{"重点领域", 1, 2}, {"服务", 2, 1}, {"备注", 1, 2}}, {{"出口", 1, 1}, {"进口", 1, 1}}};
    table.columns = {{"export", "1", "服务 · 出口"}, {"import", "2", "服务 · 进口"}, {"remark", "3", "备注", CellKind::text}};
    table.rows = {{"total", {"合计"}, 0, RowKind::total}, {"finance", {"金融"}, 1}, {"sports", {"体育"}, 1}};
    table.cells = {{{"1234567.89", {}}, {"-12.00", CellMark::provisional}, {std::nullopt, {}}},
                   {{"1234567.89", {}}, {std::nullopt, CellMark::notApplicable}, {"=1+2", {}}},
                   {{"0.00", CellMark::noContributor}, {std::nullopt, CellMark::confidential}, {std::nullopt, {}}}};
    table.notes = {"本表计数采用四舍五入原则。"};
    table.footer = {{"制表人：", ""}, {"制表日期：", "2017年7月21日"}};
    table.sampleMark = "样表";
    table.edition = "services-trade/2017-1";
    table.dataVersion = "0123456789abcdef";
    table.madeAt = Moment{1'500'602'400};
    return table;
}

}  // namespace zhibao::test
