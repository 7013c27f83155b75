<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>zhibao::BureauWindow</name>
    <message>
        <source>Open a database</source>
        <translation>打开数据库</translation>
    </message>
    <message>
        <source>Databases (*.db);;All files (*)</source>
        <translation>数据库 (*.db);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Make a database</source>
        <translation>新建数据库</translation>
    </message>
    <message>
        <source>Databases (*.db)</source>
        <translation>数据库 (*.db)</translation>
    </message>
    <message>
        <source>Take in all filings of a folder</source>
        <translation>接收文件夹中的全部报送包</translation>
    </message>
    <message>
        <source>Take in filings</source>
        <translation>接收报送包</translation>
    </message>
    <message>
        <source>Filings (*.zbs);;All files (*)</source>
        <translation>报送包 (*.zbs);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>已保存为 %1。</translation>
    </message>
    <message>
        <source>Zhibao for the bureau</source>
        <translation>直报 · 统计机构端</translation>
    </message>
    <message>
        <source>Open database…</source>
        <translation>打开数据库…</translation>
    </message>
    <message>
        <source>New database…</source>
        <translation>新建数据库…</translation>
    </message>
    <message>
        <source>Take in a folder…</source>
        <translation>接收文件夹…</translation>
    </message>
    <message>
        <source>Take in files…</source>
        <translation>接收文件…</translation>
    </message>
    <message>
        <source>Switch the language (F9)</source>
        <translation>切换语言（F9）</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>No database is open. Open one, or make a new one.</source>
        <translation>尚未打开数据库。请打开或新建一个。</translation>
    </message>
    <message>
        <source>Filings (%1)</source>
        <translation>申报（%1）</translation>
    </message>
    <message>
        <source>Refused (%1)</source>
        <translation>拒收（%1）</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>汇总表</translation>
    </message>
    <message>
        <source>Who owes</source>
        <translation>应报情况</translation>
    </message>
    <message>
        <source>Received %1 files: %2 new filings, %3 new versions, %4 duplicates, %5 forks, %6 refused.</source>
        <translation>收到 %1 个文件：新申报 %2，新版本 %3，重复 %4，分叉 %5，拒收 %6。</translation>
    </message>
    <message>
        <source>%1 refused, %2 of them known already: each is listed once.</source>
        <translation>拒收 %1 个文件，其中 %2 个此前已因同样原因拒收，清单中只列一次。</translation>
    </message>
    <message>
        <source>Stopped; what was taken in is whole, the rest can be taken in again.</source>
        <translation>已停止；已接收的完整保存，其余可以再次接收。</translation>
    </message>
</context>
<context>
    <name>zhibao::FilingViewer</name>
    <message>
        <source>What the unit explains</source>
        <translation>调查单位的核实说明</translation>
    </message>
    <message>
        <source>Head: %1   Statistics: %2   Prepared by: %3   Telephone: %4   Date: %5</source>
        <translation>单位负责人：%1   统计负责人：%2   填表人：%3   电话：%4   报出日期：%5</translation>
    </message>
    <message>
        <source>Zero filing: %1</source>
        <translation>零申报：%1</translation>
    </message>
    <message>
        <source>Filing of %1, %2, version %3</source>
        <translation>%1 · %2 · 第 %3 版申报</translation>
    </message>
    <message>
        <source>Unit: %1 %2
Form set: %3   Period: %4   Version: %5   State: %6
Arrived: %7   Signed by the key %8</source>
        <translation>调查单位：%1 %2
报表任务：%3&#x3000;报告期：%4&#x3000;版本：%5&#x3000;状态：%6
到达：%7&#x3000;签名密钥：%8</translation>
    </message>
    <message>
        <source>What the filing is</source>
        <translation>申报概况</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>报表</translation>
    </message>
    <message>
        <source>Nothing was found against this filing.</source>
        <translation>这份申报没有审核问题。</translation>
    </message>
    <message numerus="yes">
        <source>%n findings</source>
        <translation>
            <numerusform>审核结果 %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>审核结果</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>级别</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>审核结果</translation>
    </message>
    <message>
        <source>%1 (explained)</source>
        <translation>%1（已说明）</translation>
    </message>
    <message>
        <source>Reason for this version: %1</source>
        <translation>本版原因：%1</translation>
    </message>
    <message>
        <source>Attachments and notes</source>
        <translation>附件与备注</translation>
    </message>
</context>
<context>
    <name>zhibao::FilingsPage</name>
    <message>
        <source>&amp;Unit:</source>
        <translation>调查单位(&amp;U)：</translation>
    </message>
    <message>
        <source>Code or name</source>
        <translation>代码或名称</translation>
    </message>
    <message>
        <source>Show only units whose code or name contains</source>
        <translation>只显示代码或名称含有下列文字的单位</translation>
    </message>
    <message>
        <source>&amp;State:</source>
        <translation>状态(&amp;S)：</translation>
    </message>
    <message>
        <source>Show only filings in the state</source>
        <translation>只显示下列状态的申报</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Read the &amp;filing…</source>
        <translation>查看申报(&amp;F)…</translation>
    </message>
    <message>
        <source>Filings</source>
        <translation>申报</translation>
    </message>
</context>
<context>
    <name>zhibao::ObligationModel</name>
    <message>
        <source>Due</source>
        <translation>待报</translation>
    </message>
    <message>
        <source>Filed</source>
        <translation>按时</translation>
    </message>
    <message>
        <source>Late</source>
        <translation>迟报</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>未报</translation>
    </message>
    <message>
        <source>Exempt</source>
        <translation>免报</translation>
    </message>
    <message>
        <source>The deadline is %1.</source>
        <translation>截止时间：%1。</translation>
    </message>
    <message>
        <source>The deadline was %1.</source>
        <translation>截止时间：%1。</translation>
    </message>
    <message>
        <source>Credit code</source>
        <translation>统一社会信用代码</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>调查单位</translation>
    </message>
    <message>
        <source>Form set</source>
        <translation>报表任务</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>First arrived</source>
        <translation>首次到达</translation>
    </message>
    <message>
        <source>Latest version</source>
        <translation>最新版本</translation>
    </message>
    <message>
        <source>In the totals</source>
        <translation>计入汇总</translation>
    </message>
</context>
<context>
    <name>zhibao::ObligationsPage</name>
    <message>
        <source>&amp;Period:</source>
        <translation>报告期(&amp;P)：</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>报告期</translation>
    </message>
    <message>
        <source>&amp;State:</source>
        <translation>状态(&amp;S)：</translation>
    </message>
    <message>
        <source>Show only units in the state</source>
        <translation>只显示该状态的单位</translation>
    </message>
    <message>
        <source>Who owes, and why a unit does not</source>
        <translation>应报情况及免报原因</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Nothing is open yet: a period is opened with the register, or by the first filing that arrives for it.</source>
        <translation>尚未开放任何报告期：可按名录开放，或在收到该期第一份申报时开放。</translation>
    </message>
</context>
<context>
    <name>zhibao::RefusalModel</name>
    <message>
        <source>Arrived</source>
        <translation>到达时间</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>zhibao::RefusalsPage</name>
    <message>
        <source>Refused files</source>
        <translation>拒收文件</translation>
    </message>
    <message>
        <source>The refusal in full</source>
        <translation>拒收详情</translation>
    </message>
    <message>
        <source>No file was refused.</source>
        <translation>没有被拒收的文件。</translation>
    </message>
    <message>
        <source>Choose a file to read why it was refused.</source>
        <translation>选中一个文件，即可查看拒收原因。</translation>
    </message>
    <message>
        <source>File: %1</source>
        <translation>文件：%1</translation>
    </message>
    <message>
        <source>Place: %1</source>
        <translation>位置：%1</translation>
    </message>
</context>
<context>
    <name>zhibao::SentFiles</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Files that came with the filing</source>
        <translation>随申报报送的文件</translation>
    </message>
    <message>
        <source>Save the file…</source>
        <translation>保存文件…</translation>
    </message>
    <message>
        <source>Cell</source>
        <translation>单元格</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Notes of the unit</source>
        <translation>单位的备注</translation>
    </message>
    <message>
        <source>%1, row %2, %3</source>
        <translation>%1，第 %2 行，%3</translation>
    </message>
    <message>
        <source>Save the file</source>
        <translation>保存文件</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <translation>已保存为 %1。</translation>
    </message>
</context>
<context>
    <name>zhibao::TablesPage</name>
    <message>
        <source>&amp;Table:</source>
        <translation>汇总表(&amp;T)：</translation>
    </message>
    <message>
        <source>&amp;Period:</source>
        <translation>报告期(&amp;P)：</translation>
    </message>
    <message>
        <source>&amp;Cumulative since January</source>
        <translation>年初累计(&amp;C)</translation>
    </message>
    <message>
        <source>Cali&amp;bre:</source>
        <translation>口径(&amp;B)：</translation>
    </message>
    <message>
        <source>C&amp;urrency:</source>
        <translation>币种(&amp;U)：</translation>
    </message>
    <message>
        <source>U&amp;nit:</source>
        <translation>计量单位(&amp;N)：</translation>
    </message>
    <message>
        <source>Print pre&amp;view…</source>
        <translation>打印预览(&amp;V)…</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>另存为(&amp;S)…</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>汇总表</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>报告期</translation>
    </message>
    <message>
        <source>Cumulative since January</source>
        <translation>年初累计</translation>
    </message>
    <message>
        <source>Calibre</source>
        <translation>口径</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>币种</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>计量单位</translation>
    </message>
    <message>
        <source>Print preview</source>
        <translation>打印预览</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>另存为</translation>
    </message>
    <message>
        <source>The table</source>
        <translation>汇总表内容</translation>
    </message>
    <message>
        <source>one</source>
        <translation>个</translation>
    </message>
    <message>
        <source>ten thousand</source>
        <translation>万</translation>
    </message>
    <message>
        <source>hundred million</source>
        <translation>亿</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>保存汇总表</translation>
    </message>
    <message>
        <source>PDF (*.pdf);;Excel workbook (*.xlsx);;CSV (*.csv);;Web page (*.html)</source>
        <translation>PDF (*.pdf);;Excel 工作簿 (*.xlsx);;CSV (*.csv);;网页 (*.html)</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Stopped before the table was finished.</source>
        <translation>已停止，汇总表没有做完。</translation>
    </message>
    <message>
        <source>The filings are being added up…</source>
        <translation>正在汇总各份申报……</translation>
    </message>
    <message>
        <source>Make the table</source>
        <translation>重新汇总</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
</context>
<context>
    <name>zhibao::VersionModel</name>
    <message>
        <source>In the totals</source>
        <translation>已计入汇总</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>Predecessor missing</source>
        <translation>缺前一版本</translation>
    </message>
    <message>
        <source>Fork</source>
        <translation>分叉</translation>
    </message>
    <message>
        <source>Replaced</source>
        <translation>已被替换</translation>
    </message>
    <message numerus="yes">
        <source>%n of the queries are not explained</source>
        <translation>
            <numerusform>%n 条核实性问题未说明</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, late</source>
        <translation>%1，迟报</translation>
    </message>
    <message>
        <source>Credit code</source>
        <translation>统一社会信用代码</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>调查单位</translation>
    </message>
    <message>
        <source>Form set</source>
        <translation>报表任务</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>报告期</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Arrived</source>
        <translation>到达时间</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>强制性</translation>
    </message>
    <message>
        <source>Queries</source>
        <translation>核实性</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>Why this version</source>
        <translation>本版原因</translation>
    </message>
    <message>
        <source>Sent back</source>
        <translation>已退回</translation>
    </message>
</context>
</TS>
