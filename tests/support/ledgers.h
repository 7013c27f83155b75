#pragma once
/// A ledger of an invented firm (样例) and how it is read.

#include <string>

namespace zhibao::test {

inline std::string const exampleLedger =
    "样例企业2017年1季度服务收入明细账,,,,,,\n"
    "日期,凭证号,客户,项目,国家,币种,金额\n"
    "2017-01-10,记-001,样例客户甲,软件开发,新加坡,USD,\"1,000.00\"\n"
    "2017/2/3,记-002,样例客户甲,软件开发,新加坡,USD,250.005\n"
    "20170315,记-003,样例客户乙,法律服务,中国香港,港币,(100.50)\n"
    "2017-04-01,记-004,样例客户甲,软件开发,新加坡,USD,77\n"
    "2017-03-20,记-005,样例客户丙,房屋出租,中国,CNY,5000\n"
    "2017-03-21,记-006,样例客户丁,翻译,日本,JPY,30000\n"
    "2017-03-22,记-007,样例客户甲,软件开发,新加坡,USD,约一千\n"
    ",,合计,,,USD,1250.005\n";

inline std::string const exampleMapping = R"({
  "schema": "ledger-mapping-1",
  "form": "form2",
  "columns": { "date": "日期", "document": "凭证号", "customer": "客户", "service": "项目", "partner": "国家", "currency": "币种", "amount": "金额" },
  "constants": { "flow": "export", "outsourcing": "none" },
  "unit": "one",
  "services": { "房屋出租": { "leaveOut": true }, "软件开发": { "item": "SI21", "mode": "mode1", "outsourcing": "ito", "digital": true } },
  "customers": { "样例客户甲": { "affiliated": true }, "样例客户乙": { "partner": "HK", "mode": "mode4" } },
  "words": { "partner": { "中国": null } }
})";

}  // namespace zhibao::test
