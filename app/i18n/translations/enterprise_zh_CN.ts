<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Notices</name>
    <message>
        <source>%1 is due on %2.</source>
        <translation>%1：%2 截止。</translation>
    </message>
    <message>
        <source>%1 was due on %2 and is not sealed.</source>
        <translation>%1：已于 %2 截止，尚未封装。</translation>
    </message>
    <message>
        <source>There are no rates of exchange for %1 yet: ask the bureau for them.</source>
        <translation>还没有%1的折算汇率，请向统计机构索取。</translation>
    </message>
    <message>
        <source>The edition on this computer ended on %1: ask the bureau for the next one.</source>
        <translation>本机的制度版本已于 %1 到期，请向统计机构索取新版本。</translation>
    </message>
    <message>
        <source>The certificate of %1 ends on %2, in %3 days: renew it (File, Registration).</source>
        <translation>%1 的证书将于 %2 到期，还有 %3 天：请办理续期（文件菜单，备案）。</translation>
    </message>
    <message>
        <source>The certificate of %1 ended on %2: ask for another key (File, Registration).</source>
        <translation>%1 的证书已于 %2 到期：请申请更换密钥（文件菜单，备案）。</translation>
    </message>
    <message>
        <source>The bureau has revoked the certificate of %1: ask for another key (File, Registration).</source>
        <translation>统计局已吊销 %1 的证书：请申请更换密钥（文件菜单，备案）。</translation>
    </message>
    <message>
        <source>The bureau uses the edition %1, which is not on this computer: install the newest version of this program.</source>
        <translation>统计局正在使用制度版本 %1，本机没有该版本：请安装本程序的最新版本。</translation>
    </message>
    <message>
        <source>The edition %1 on this computer is not as the bureau has it: install this program anew before you seal.</source>
        <translation>本机的制度版本 %1 与统计局的不一致：封装之前请重新安装本程序。</translation>
    </message>
    <message>
        <source>Bulletin of %1: %2</source>
        <translation>统计局 %1 公告：%2</translation>
    </message>
</context>
<context>
    <name>zhibao::AttachmentsPanel</name>
    <message>
        <source>Files to go with the filing</source>
        <translation>随申报报送的文件</translation>
    </message>
    <message>
        <source>Contracts or vouchers that explain the figures; none are needed. At most %1 files of %2 MB, together %3 MB. They are signed with the filing.</source>
        <translation>说明数据的合同或凭证，可以不附。最多 %1 个文件，每个不超过 %2 MB，合计不超过 %3 MB，随申报一起签名。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Files that go with the filing</source>
        <translation>随申报报送的文件</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
</context>
<context>
    <name>zhibao::BeginPanel</name>
    <message>
        <source>Begin a report</source>
        <translation>开始填报</translation>
    </message>
    <message>
        <source>&amp;Unified social credit code</source>
        <translation>统一社会信用代码(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Name of the unit</source>
        <translation>单位详细名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Report</source>
        <translation>报表任务(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Period</source>
        <translation>报告期(&amp;P)</translation>
    </message>
    <message>
        <source>Open the form</source>
        <translation>打开报表</translation>
    </message>
    <message>
        <source>no deadline is known</source>
        <translation>期限未知</translation>
    </message>
    <message>
        <source>opens on %1</source>
        <translation>%1 起填报</translation>
    </message>
    <message>
        <source>was due on %1</source>
        <translation>已于 %1 截止</translation>
    </message>
    <message>
        <source>due today</source>
        <translation>今天截止</translation>
    </message>
    <message>
        <source>days left: %1</source>
        <translation>还剩 %1 天</translation>
    </message>
    <message>
        <source>Was due until %1, 24:00</source>
        <translation>报送截止：%1 24时（已过）</translation>
    </message>
    <message>
        <source>Due until %1, 24:00</source>
        <translation>%1 24时截止</translation>
    </message>
    <message>
        <source>; workdays left after today: %1</source>
        <translation>；今天之后还有 %1 个工作日</translation>
    </message>
    <message>
        <source>This unit need not file it: %1.</source>
        <translation>本单位不需填报：%1。</translation>
    </message>
    <message>
        <source>To be filed when %1.</source>
        <translation>须填报的情形：%1。</translation>
    </message>
    <message>
        <source> or </source>
        <translation>；或</translation>
    </message>
</context>
<context>
    <name>zhibao::BureauFiles</name>
    <message>
        <source>: </source>
        <translation>：</translation>
    </message>
    <message>
        <source>Nothing was taken in. Ask the bureau where the file comes from.</source>
        <translation>没有接收。请向统计局核实该文件的来源。</translation>
    </message>
    <message>
        <source>It is the same</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>It differs</source>
        <translation>不一致</translation>
    </message>
    <message>
        <source>Compare with the bureau&apos;s paper before %1 trusts this file. Fingerprint: %2</source>
        <translation>请先与统计局的纸面指纹核对，一致后 %1 才信任该文件。指纹：%2</translation>
    </message>
    <message>
        <source>%1 trusts this bureau: its receipts can be taken in.</source>
        <translation>单位 %1 已信任该统计局，可以接收其回执。</translation>
    </message>
    <message>
        <source>Receipt taken in: %1, version %2: %3; it arrived at %4.</source>
        <translation>已接收回执：%1 第 %2 版，%3；送达时间 %4。</translation>
    </message>
    <message>
        <source>This receipt was here already: %1, version %2: %3; it arrived at %4.</source>
        <translation>该回执此前已接收：%1 第 %2 版，%3；送达时间 %4。</translation>
    </message>
    <message>
        <source>Comparison of the fingerprint</source>
        <translation>核对指纹</translation>
    </message>
    <message>
        <source>The bureau returned the registration of %1: %2</source>
        <translation>统计局退回了 %1 的备案：%2</translation>
    </message>
    <message>
        <source>The key that the bureau certified is not on this computer, so nothing is signed with it here.</source>
        <translation>统计局签发证书的密钥不在本机，本机不用它签名。</translation>
    </message>
    <message>
        <source>The new key signs from now on; its certificate is valid until %1. The old key is kept.</source>
        <translation>今后用新密钥签名，证书有效期至 %1。原密钥保留存档。</translation>
    </message>
    <message>
        <source>The certificate is valid until %1 and signs from now on.</source>
        <translation>证书有效期至 %1，今后签名使用该证书。</translation>
    </message>
    <message>
        <source>Earlier filings taken in: %1.</source>
        <translation>已接收以往申报 %1 份。</translation>
    </message>
    <message>
        <source>Set aside because they differ: %1 (File, Hand over, take over).</source>
        <translation>因内容不同另行存放 %1 份（文件菜单，工作交接）。</translation>
    </message>
    <message>
        <source>These filings could not be read here:</source>
        <translation>下列申报在本机无法读取：</translation>
    </message>
    <message>
        <source>Bulletin of %1, made out at %2</source>
        <translation>%1 季度公告（制作时间 %2）</translation>
    </message>
    <message>
        <source>it was here already.</source>
        <translation>本机已经接收过。</translation>
    </message>
    <message>
        <source>a newer one is here, so nothing changed.</source>
        <translation>本机已有更新的公告，没有改动。</translation>
    </message>
    <message>
        <source>its calendar, rates and list of revoked certificates hold from now on; notices on the home page: %1.</source>
        <translation>其中的日历、汇率和证书吊销列表即日起生效；首页新增通知 %1 条。</translation>
    </message>
</context>
<context>
    <name>zhibao::ChangesDock</name>
    <message>
        <source>What</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>栏</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>上期</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>本期</translation>
    </message>
    <message>
        <source>Changes since the last period</source>
        <translation>与上期相比的变化</translation>
    </message>
    <message>
        <source>row %1: %2</source>
        <translation>第 %1 行：%2</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Gone</source>
        <translation>消失</translation>
    </message>
    <message>
        <source>Jumped</source>
        <translation>变动</translation>
    </message>
    <message>
        <source>This computer has no sealed filing of the period before.</source>
        <translation>本机没有上一期已封装的申报。</translation>
    </message>
    <message>
        <source>New rows %1, gone %2, figures that changed by more than half %3. Enter goes to the row.</source>
        <translation>新增 %1 行，消失 %2 行，变动超过一半的数字 %3 个。按回车转到该行。</translation>
    </message>
</context>
<context>
    <name>zhibao::CodeEditor</name>
    <message>
        <source>Matching entries of %1</source>
        <translation>%1：相符的条目</translation>
    </message>
</context>
<context>
    <name>zhibao::FilingCalendar</name>
    <message>
        <source>Openings, deadlines and holidays</source>
        <translation>开放日、截止日和节假日</translation>
    </message>
    <message>
        <source>Month before</source>
        <translation>上一月</translation>
    </message>
    <message>
        <source>Month after</source>
        <translation>下一月</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年份</translation>
    </message>
    <message>
        <source>Due until 24:00: %1</source>
        <translation>24时截止：%1</translation>
    </message>
    <message>
        <source>Opens: %1</source>
        <translation>开始填报：%1</translation>
    </message>
    <message>
        <source>Public holiday</source>
        <translation>法定节假日</translation>
    </message>
    <message>
        <source>Worked in place of a holiday</source>
        <translation>调休上班</translation>
    </message>
</context>
<context>
    <name>zhibao::FilingDocument</name>
    <message>
        <source>Explain %1</source>
        <translation>说明 %1</translation>
    </message>
    <message>
        <source>Change who signs</source>
        <translation>修改签署人</translation>
    </message>
    <message>
        <source>Change the zero filing</source>
        <translation>修改零申报</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Change the reason of this version</source>
        <translation>修改本版原因</translation>
    </message>
    <message>
        <source>Change a note</source>
        <translation>修改备注</translation>
    </message>
</context>
<context>
    <name>zhibao::FilingFormModel</name>
    <message>
        <source>Type here to begin a new row.</source>
        <translation>在此录入即新增一行。</translation>
    </message>
    <message>
        <source>A new row</source>
        <translation>新的一行</translation>
    </message>
    <message>
        <source>Change %1 in row %2</source>
        <translation>修改第 %2 行的%1</translation>
    </message>
    <message>
        <source>Begin a row</source>
        <translation>新增一行</translation>
    </message>
    <message>
        <source>Clear cells: %1</source>
        <translation>清空 %1 个单元格</translation>
    </message>
    <message>
        <source>Copy from above</source>
        <translation>复制上一行</translation>
    </message>
    <message>
        <source>Insert a row</source>
        <translation>插入行</translation>
    </message>
    <message>
        <source>Duplicate a row</source>
        <translation>复制行</translation>
    </message>
    <message>
        <source>Remove rows: %1</source>
        <translation>删除 %1 行</translation>
    </message>
    <message>
        <source>Put the rest into %1</source>
        <translation>差额记入%1</translation>
    </message>
    <message>
        <source>Insert rows: %1</source>
        <translation>插入 %1 行</translation>
    </message>
    <message>
        <source>Duplicate rows: %1</source>
        <translation>复制 %1 行</translation>
    </message>
</context>
<context>
    <name>zhibao::FinderDock</name>
    <message>
        <source>Which item, which mode?</source>
        <translation>哪个类别，哪种模式？</translation>
    </message>
    <message>
        <source>Which item?</source>
        <translation>哪个类别？</translation>
    </message>
    <message>
        <source>Which mode?</source>
        <translation>哪种模式？</translation>
    </message>
    <message>
        <source>Finder and guide</source>
        <translation>检索与引导</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>修改%1</translation>
    </message>
    <message>
        <source>Place the total of row %1 by mode</source>
        <translation>按模式分配第 %1 行的合计</translation>
    </message>
</context>
<context>
    <name>zhibao::FinderPanel</name>
    <message>
        <source>&amp;Find by code, name, pinyin or bank code:</source>
        <translation>输入代码、名称、拼音或涉外收支代码查找(&amp;F)：</translation>
    </message>
    <message>
        <source>e.g. software, ruanjian, SI21, 227020</source>
        <translation>如：软件、ruanjian、SI21、227020</translation>
    </message>
    <message>
        <source>Find an entry</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>List that is searched</source>
        <translation>查找的清单</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>What the entry means</source>
        <translation>条目的含义</translation>
    </message>
    <message>
        <source>Put in row (Enter)</source>
        <translation>填入本行（回车）</translation>
    </message>
    <message>
        <source>Nothing is called that. Try another word, or clear the field to see the whole list.</source>
        <translation>没有找到。请换个词，或清空查看整个清单。</translation>
    </message>
    <message>
        <source>Nothing is called that; the nearest is “%1”.</source>
        <translation>没有完全相符的，最接近的是“%1”。</translation>
    </message>
    <message>
        <source>Found: %1</source>
        <translation>找到 %1 项</translation>
    </message>
    <message>
        <source>Belongs here</source>
        <translation>包括</translation>
    </message>
    <message>
        <source>Does not belong here</source>
        <translation>不包括</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>举例</translation>
    </message>
    <message>
        <source>A group. Open it to see what belongs to it.</source>
        <translation>这是上级类别，展开可看到其中各项。</translation>
    </message>
    <message>
        <source>Bank codes: %1. A code is a hint; what was really done decides.</source>
        <translation>涉外收支代码：%1。代码只作提示，以业务实质为准。</translation>
    </message>
</context>
<context>
    <name>zhibao::FindingWhy</name>
    <message>
        <source>%1 a year before</source>
        <translation>上年同期%1</translation>
    </message>
    <message>
        <source>%1 in the period before</source>
        <translation>上期%1</translation>
    </message>
    <message>
        <source>blank</source>
        <translation>空白</translation>
    </message>
    <message>
        <source>Source: %1</source>
        <translation>依据：%1</translation>
    </message>
    <message>
        <source>The bureau sent version %1 back</source>
        <translation>统计局退回了第 %1 版</translation>
    </message>
    <message>
        <source>The bureau asks about version %1</source>
        <translation>统计局对第 %1 版有疑问</translation>
    </message>
    <message>
        <source>Changed or explained since: the bureau judges it in the next version.</source>
        <translation>此后已修改或说明，由统计局在下一版中审核。</translation>
    </message>
    <message>
        <source>It is marked until the cell is changed or an explanation is given in the next version.</source>
        <translation>在下一版中修改该单元格或填写说明之前，此处一直有标记。</translation>
    </message>
    <message>
        <source>It arrived at %1.</source>
        <translation>收到时间：%1。</translation>
    </message>
</context>
<context>
    <name>zhibao::FindingsDock</name>
    <message>
        <source>Findings</source>
        <translation>审核结果</translation>
    </message>
    <message>
        <source>What happened, with names and figures: “checked, correct” explains nothing.</source>
        <translation>请写明实际情况，要有名称和数字；只写“核实无误”不算说明。</translation>
    </message>
    <message>
        <source>Nothing stands in the way.</source>
        <translation>没有问题。</translation>
    </message>
    <message>
        <source>Enter or double-click goes to the cell, F8 to the next.</source>
        <translation>按 Enter 或双击转到单元格，F8 转到下一条。</translation>
    </message>
    <message>
        <source>&amp;Explanation of %1</source>
        <translation>%1 的说明(&amp;E)</translation>
    </message>
    <message>
        <source>An error cannot be explained away: it must be put right.</source>
        <translation>强制性错误不能用说明代替，必须改正。</translation>
    </message>
    <message>
        <source>This needs no explanation.</source>
        <translation>此条无需说明。</translation>
    </message>
    <message>
        <source>Findings: errors %1, queries %2, notices %3; still to fill in %4</source>
        <translation>审核结果：强制性 %1，核实性 %2，提示性 %3；待填写 %4</translation>
    </message>
    <message>
        <source>This question is still to be answered.</source>
        <translation>此项尚待填写。</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Show only findings with this text</source>
        <translation>只显示含有这些文字的审核结果</translation>
    </message>
    <message>
        <source>Why this is a finding</source>
        <translation>为什么提出这一条</translation>
    </message>
    <message>
        <source>Quick fix</source>
        <translation>快速改正</translation>
    </message>
    <message>
        <source>%1 becomes %2</source>
        <translation>%1改为 %2</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>Put the &amp;sum in: %1</source>
        <translation>填入合计数(&amp;S)：%1</translation>
    </message>
    <message>
        <source>Turn the &amp;sign: %1</source>
        <translation>改正负号(&amp;S)：%1</translation>
    </message>
    <message>
        <source>Count in the other &amp;unit: %1</source>
        <translation>换算计量单位(&amp;U)：%1</translation>
    </message>
    <message>
        <source>%1. One step; Ctrl+Z takes it back.</source>
        <translation>%1。作为一步，可按 Ctrl+Z 撤销。</translation>
    </message>
    <message>
        <source>Quick fix of %1 in row %2</source>
        <translation>按 %1 改正第 %2 行</translation>
    </message>
    <message>
        <source>This explanation says something.</source>
        <translation>这条说明言之有物。</translation>
    </message>
    <message>
        <source>Explanation of the chosen query</source>
        <translation>对所选核实性问题的说明</translation>
    </message>
    <message>
        <source>%1; from the bureau %2</source>
        <translation>%1；统计局意见 %2</translation>
    </message>
</context>
<context>
    <name>zhibao::FormPage</name>
    <message>
        <source>Version %1</source>
        <translation>第 %1 版</translation>
    </message>
    <message>
        <source>Sealed: for reading only</source>
        <translation>已封装，只能查看</translation>
    </message>
    <message>
        <source>Kept on this computer</source>
        <translation>已保存在本机</translation>
    </message>
    <message>
        <source>Being kept…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Forms</source>
        <translation>报表</translation>
    </message>
    <message>
        <source>Findings on this form: %1</source>
        <translation>本表审核提示：%1 条</translation>
    </message>
    <message>
        <source>Asked of every unit.</source>
        <translation>所有单位均须填报。</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>Asked because %1.</source>
        <translation>须填报，原因：%1。</translation>
    </message>
    <message>
        <source>No longer asked; its answers are kept. It would be asked if %1.</source>
        <translation>现已不须填报，已填内容予以保留。下列情形须填报：%1。</translation>
    </message>
</context>
<context>
    <name>zhibao::GridActions</name>
    <message>
        <source>Amounts are shown in US dollars at the rate of the period, for looking only. Ctrl+Shift+U goes back to what was entered.</source>
        <translation>金额按本期汇率折成美元显示，只供查看，不能修改。按 Ctrl+Shift+U 回到填报的原币金额。</translation>
    </message>
    <message>
        <source>Nothing was changed: the amounts are shown in US dollars, not as they were entered. Ctrl+Shift+U goes back; then try again.</source>
        <translation>没有改动任何内容：现在显示的是折成美元的金额，而填报的是原币金额。请先按 Ctrl+Shift+U 回到原币金额，再重新操作。</translation>
    </message>
    <message>
        <source>This computer has no sealed filing of this form for the period before or a year before.</source>
        <translation>本机没有该表上一期或上年同期已封装的申报。</translation>
    </message>
</context>
<context>
    <name>zhibao::GuidePage</name>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>What they do</source>
        <translation>作用</translation>
    </message>
    <message>
        <source>To the right, to the left, down; after a run of Tabs, Enter goes to where the run began</source>
        <translation>向右、向左、向下；连按 Tab 之后，Enter 回到起点那一栏的下一行</translation>
    </message>
    <message>
        <source>To the ends of the row, with Ctrl of the form</source>
        <translation>到本行两端，加 Ctrl 到全表两端</translation>
    </message>
    <message>
        <source>To the edge of a block of answers</source>
        <translation>跳到连续数据的边缘</translation>
    </message>
    <message>
        <source>Select a block</source>
        <translation>选中一块单元格</translation>
    </message>
    <message>
        <source>Clear what is selected</source>
        <translation>清除选中的单元格</translation>
    </message>
    <message>
        <source>Out of the grid</source>
        <translation>离开表格</translation>
    </message>
    <message>
        <source>Edit, list of codes, as before</source>
        <translation>编辑、代码清单、恢复原样</translation>
    </message>
    <message>
        <source>Back (Esc)</source>
        <translation>返回（Esc）</translation>
    </message>
    <message>
        <source>Getting started</source>
        <translation>使用入门</translation>
    </message>
</context>
<context>
    <name>zhibao::GuidePanel</name>
    <message>
        <source>Answers</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Put in row (Enter)</source>
        <translation>填入本行（回车）</translation>
    </message>
    <message>
        <source>Back (Backspace)</source>
        <translation>上一步（退格键）</translation>
    </message>
    <message>
        <source>This form has no questions about modes of supply. Go to a row of a form that has.</source>
        <translation>这张表不问供应模式。请到填有供应模式的报表的某一行。</translation>
    </message>
    <message>
        <source>Row %1 · %2</source>
        <translation>第 %1 行 · %2</translation>
    </message>
    <message>
        <source>Not in these columns</source>
        <translation>不填在这几栏</translation>
    </message>
    <message>
        <source>Result: %1</source>
        <translation>结果：%1</translation>
    </message>
    <message>
        <source>How is the amount shared out?</source>
        <translation>金额怎样分配？</translation>
    </message>
    <message>
        <source>An estimate will do, in steps of %1 %. The amounts are computed and add up to the total exactly; you can change them afterwards.</source>
        <translation>估计即可，以 %1% 为一档。金额自动算出，与合计分毫不差，之后仍可修改。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>zhibao::HandoverPage</name>
    <message>
        <source>hand-over-%1.zbh</source>
        <translation>交接-%1.zbh</translation>
    </message>
    <message>
        <source>Write the hand-over file</source>
        <translation>生成交接文件</translation>
    </message>
    <message>
        <source>Hand-over files (*.zbh)</source>
        <translation>交接文件 (*.zbh)</translation>
    </message>
    <message>
        <source>Take over a hand-over file</source>
        <translation>接收交接文件</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Hand over, take over</source>
        <translation>工作交接</translation>
    </message>
    <message>
        <source>To the next bookkeeper or computer</source>
        <translation>交给下一任会计或另一台电脑</translation>
    </message>
    <message>
        <source>One file with all units, drafts, sealed filings, attachments and keys. The keys are protected by a passphrase of at least %1 characters; tell it by another way than the file. The figures are not encrypted: keep the file as you would keep the books.</source>
        <translation>一个文件包含全部单位、草稿、已封装的申报、附件和密钥。密钥由至少 %1 个字符的口令保护，口令请另行告知。数据未加密，请像账簿一样保管。</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>口令(&amp;P)</translation>
    </message>
    <message>
        <source>Passphrase a&amp;gain</source>
        <translation>再输一次(&amp;G)</translation>
    </message>
    <message>
        <source>Write the hand-over file…</source>
        <translation>生成交接文件…</translation>
    </message>
    <message>
        <source>From the one before</source>
        <translation>接收上一任的工作</translation>
    </message>
    <message>
        <source>What is in the file is added to what is here. Nothing is overwritten: where both have a version of the same filing and they differ, both are kept.</source>
        <translation>文件中的内容加到本机，不覆盖任何内容：同一申报的同一版如不相同，两份都保留。</translation>
    </message>
    <message>
        <source>Pass&amp;phrase of the file</source>
        <translation>文件的口令(&amp;P)</translation>
    </message>
    <message>
        <source>Take over a file…</source>
        <translation>接收文件…</translation>
    </message>
    <message>
        <source>Versions that were set aside</source>
        <translation>另存的版本</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>报告期</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报表任务</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Set aside at</source>
        <translation>另存时间</translation>
    </message>
    <message>
        <source>Compare with the one in its place…</source>
        <translation>与现有版本对比…</translation>
    </message>
    <message>
        <source>Everything is in %1. Tell the passphrase by another way.</source>
        <translation>全部内容已写入 %1。口令请另行告知。</translation>
    </message>
    <message>
        <source>Versions taken over: %1; here already: %2; keys: %3.</source>
        <translation>已接收版本 %1 个，本机已有 %2 个，密钥 %3 个。</translation>
    </message>
    <message>
        <source>Set aside because they differ: %1.</source>
        <translation>因不同而另存：%1 个。</translation>
    </message>
    <message>
        <source>Another key of the unit is here; the one handed over was put beside it. Ask the bureau which one it knows.</source>
        <translation>本机已有该单位的另一把密钥，交接的密钥放在旁边。请向统计机构核实备案的是哪一把。</translation>
    </message>
</context>
<context>
    <name>zhibao::HelpDock</name>
    <message>
        <source>Enter or Tab: next question. Escape: as before. F4: list of codes. F8: next finding.</source>
        <translation>回车或 Tab：下一题。Esc：还原。F4：列出代码。F8：下一条审核结果。</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Help on the current question</source>
        <translation>当前指标的填报说明</translation>
    </message>
    <message>
        <source>Type a code, a name or pinyin; F4 shows the whole list.</source>
        <translation>可录入代码、名称或拼音；F4 显示全部清单。</translation>
    </message>
    <message>
        <source>Amounts are typed and shown in ten thousands of the row&apos;s currency.</source>
        <translation>金额以该行币种的“万”录入和显示。</translation>
    </message>
    <message>
        <source>Amounts are typed and shown in units of the row&apos;s currency, to the cent.</source>
        <translation>金额以该行币种的“元”录入和显示，精确到分。</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差额</translation>
    </message>
    <message>
        <source>What of the total no part has yet. It must come to nothing before the filing can be sealed.</source>
        <translation>合计中尚未分到各部分的金额。封装前差额必须为零。</translation>
    </message>
    <message>
        <source>Enter: down. Tab: right. F2: edit. Escape: as before. Ctrl+D: copy from above. Ctrl+R: put the rest here. F8: next finding.</source>
        <translation>Enter：下移。Tab：右移。F2：编辑。Esc：恢复。Ctrl+D：复制上一行。Ctrl+R：差额记入此栏。F8：下一条审核结果。</translation>
    </message>
    <message>
        <source>Help on each question appears here while the form is filled in.</source>
        <translation>填报时这里显示每个指标的说明。</translation>
    </message>
    <message>
        <source>For this row&apos;s codes a figure here is usual.</source>
        <translation>按本行代码，此处通常有金额。</translation>
    </message>
    <message>
        <source>For this row&apos;s codes a figure here is possible.</source>
        <translation>按本行代码，此处可能有金额。</translation>
    </message>
    <message>
        <source>For this row&apos;s codes a figure here is unlikely: it would have to be explained.</source>
        <translation>按本行代码，此处一般没有金额；如有，须作核实说明。</translation>
    </message>
    <message>
        <source>For this row&apos;s codes there can be no figure here, by definition.</source>
        <translation>按本行代码，此处依定义不可能有金额。</translation>
    </message>
    <message>
        <source>Checked here</source>
        <translation>此处的审核</translation>
    </message>
</context>
<context>
    <name>zhibao::HistoryPage</name>
    <message>
        <source>Save the figures</source>
        <translation>保存数据</translation>
    </message>
    <message>
        <source>history.xlsx</source>
        <translation>历史数据.xlsx</translation>
    </message>
    <message>
        <source>Spreadsheets (*.xlsx);;CSV (*.csv)</source>
        <translation>电子表格 (*.xlsx);;CSV (*.csv)</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>&amp;Unit</source>
        <translation>单位(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;By</source>
        <translation>按(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Flow</source>
        <translation>进出口(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;In</source>
        <translation>币种(&amp;I)</translation>
    </message>
    <message>
        <source>Copy as picture</source>
        <translation>复制为图片</translation>
    </message>
    <message>
        <source>Save the figures…</source>
        <translation>保存数据…</translation>
    </message>
    <message>
        <source>The figures of the chart</source>
        <translation>图表的数据</translation>
    </message>
    <message>
        <source>Chart of the figures in the table below</source>
        <translation>下表数据的图</translation>
    </message>
    <message>
        <source>exports and imports</source>
        <translation>进出口</translation>
    </message>
    <message>
        <source>service item</source>
        <translation>服务类别</translation>
    </message>
    <message>
        <source>mode of supply</source>
        <translation>供应模式</translation>
    </message>
    <message>
        <source>partner</source>
        <translation>国别（地区）</translation>
    </message>
    <message>
        <source>exports</source>
        <translation>出口</translation>
    </message>
    <message>
        <source>imports</source>
        <translation>进口</translation>
    </message>
    <message>
        <source>Nothing of this unit is sealed on this computer yet. What is sealed appears here.</source>
        <translation>本机还没有该单位已封装的申报。封装后在这里显示。</translation>
    </message>
    <message>
        <source>no filing</source>
        <translation>没有申报</translation>
    </message>
    <message>
        <source>The chart is on the clipboard as a picture.</source>
        <translation>图表已作为图片复制到剪贴板。</translation>
    </message>
    <message>
        <source>The figures are in %1</source>
        <translation>数据已保存到 %1</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
</context>
<context>
    <name>zhibao::HomePage</name>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报表任务</translation>
    </message>
    <message>
        <source>Nothing here yet. Set up a unit on the left: from then on each of its reports has a line here, and every answer is kept on this computer within two seconds.</source>
        <translation>还没有单位。请在左侧建立单位：之后它的每份报表在这里占一行，填写的内容两秒内即保存在本机。</translation>
    </message>
    <message>
        <source>Practise with example figures</source>
        <translation>用样例数据练习</translation>
    </message>
    <message>
        <source>A quarter to play with: it is never sealed and goes nowhere</source>
        <translation>供练习的一个季度：不能封装，也不会报送</translation>
    </message>
    <message>
        <source>Open the report of the chosen line, also to read what was sealed</source>
        <translation>打开所选一行的报表，已封装的也可查看</translation>
    </message>
    <message>
        <source>Notices</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Nothing opens or is due.</source>
        <translation>没有开放或截止的报表。</translation>
    </message>
    <message>
        <source>Last sealed: %1 %2, at %3, as %4</source>
        <translation>最近封装：%1 %2，%3，%4</translation>
    </message>
    <message>
        <source>Stick or folder for the bureau</source>
        <translation>交给统计机构的U盘或文件夹</translation>
    </message>
    <message>
        <source>The sealed file is at %1.</source>
        <translation>封装文件已存到 %1。</translation>
    </message>
    <message>
        <source>Begin practice anew</source>
        <translation>重新开始练习</translation>
    </message>
    <message>
        <source>Throws away what you changed in the practice quarter; your reports stay as they are</source>
        <translation>丢弃在练习期中所作的改动；您的正式报表不受影响</translation>
    </message>
    <message>
        <source>Take in what the bureau sent…</source>
        <translation>接收统计局发来的文件…</translation>
    </message>
    <message>
        <source>Last receipt: %1 %2, version %3: %4, arrived at %5</source>
        <translation>最近回执：%1 %2，第 %3 版：%4，收到时间 %5</translation>
    </message>
    <message>
        <source>A receipt, a bulletin or the starter file; dropping it onto the window does the same</source>
        <translation>回执、公告或开户文件；直接拖到窗口上也可以</translation>
    </message>
</context>
<context>
    <name>zhibao::ImportColumnsStep</name>
    <message>
        <source>– not in the ledger –</source>
        <translation>— 台账中没有 —</translation>
    </message>
    <message>
        <source>Column “%1”</source>
        <translation>“%1”列</translation>
    </message>
    <message>
        <source>Always %1</source>
        <translation>全部为%1</translation>
    </message>
    <message>
        <source>Say once which column holds what. It is remembered for this unit.</source>
        <translation>请指明各列的内容，只需一次，本单位以后自动沿用。</translation>
    </message>
    <message>
        <source>Amounts count in</source>
        <translation>金额单位</translation>
    </message>
    <message>
        <source>units of the currency</source>
        <translation>元（币种的基本单位）</translation>
    </message>
    <message>
        <source>ten thousands of the currency</source>
        <translation>万元</translation>
    </message>
    <message>
        <source>By the side: credit is export, debit is import</source>
        <translation>按借贷方：贷方为出口，借方为进口</translation>
    </message>
    <message>
        <source>Amounts are written</source>
        <translation>金额写法</translation>
    </message>
    <message>
        <source>with a decimal point: 1,234.50</source>
        <translation>小数点为句点：1,234.50</translation>
    </message>
    <message>
        <source>with a decimal comma: 1.234,50</source>
        <translation>小数点为逗号：1.234,50</translation>
    </message>
</context>
<context>
    <name>zhibao::ImportPage</name>
    <message>
        <source>From your own ledger into %1</source>
        <translation>由本单位台账导入：%1</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Your words</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation>试算</translation>
    </message>
    <message>
        <source>Choose the ledger of the quarter, CSV or XLSX. How this unit&apos;s ledger is read is remembered; only new words are asked for.</source>
        <translation>请选择本季度的台账（CSV 或 XLSX）。本单位台账的读法已记住，只询问新出现的名称。</translation>
    </message>
    <message>
        <source>Choose the ledger of the quarter, CSV or XLSX, as your accounting program saves it. Nothing is changed in the file, and nothing in the form before you have seen what would be taken.</source>
        <translation>请选择本季度的台账（财务软件导出的 CSV 或 XLSX）。文件不会被改动；看过试算结果之前，报表也不会改动。</translation>
    </message>
    <message>
        <source>Ledger</source>
        <translation>台账</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Back to the form</source>
        <translation>返回报表</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Take into the form</source>
        <translation>填入报表</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Lines that are not taken</source>
        <translation>未计入的行</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>What becomes of it</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Choose the ledger</source>
        <translation>选择台账</translation>
    </message>
    <message>
        <source>Ledgers (*.csv *.txt *.xlsx)</source>
        <translation>台账 (*.csv *.txt *.xlsx)</translation>
    </message>
    <message>
        <source>The ledger, lines</source>
        <translation>台账行数</translation>
    </message>
    <message>
        <source>In the form, rows</source>
        <translation>报表行数</translation>
    </message>
    <message>
        <source>Lines that say nothing of the mode of supply: %1. Only the total is filled in for them.</source>
        <translation>没有供应模式的有 %1 行，只填合计。</translation>
    </message>
    <message>
        <source>Import the ledger</source>
        <translation>导入台账</translation>
    </message>
    <message>
        <source>Taken from the ledger: lines %1, in rows %2. Not taken: %3. Ctrl+Z takes it back.</source>
        <translation>已从台账计入 %1 行，汇成报表 %2 行；未计入 %3 行。按 Ctrl+Z 撤销。</translation>
    </message>
</context>
<context>
    <name>zhibao::ImportWordsStep</name>
    <message>
        <source>Say once what your own words mean. The next quarter only new ones are asked for.</source>
        <translation>请指明本单位的名称对应什么代码，只需一次；下季度只询问新的。</translation>
    </message>
    <message>
        <source>Words of the ledger without a code</source>
        <translation>台账中尚未对应代码的名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>In the ledger</source>
        <translation>台账中的名称</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Means</source>
        <translation>对应</translation>
    </message>
    <message>
        <source>Mode of supply</source>
        <translation>供应模式</translation>
    </message>
    <message>
        <source>Outsourcing</source>
        <translation>服务外包</translation>
    </message>
    <message>
        <source>Delivered digitally</source>
        <translation>数字交付</translation>
    </message>
    <message>
        <source>An affiliated enterprise</source>
        <translation>关联企业</translation>
    </message>
    <message>
        <source>Take it so</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Not for this form</source>
        <translation>不属本表</translation>
    </message>
    <message>
        <source>not affiliated, unless you say so</source>
        <translation>按非关联企业计，如有不同请指明</translation>
    </message>
    <message>
        <source>not for this form</source>
        <translation>不属本表</translation>
    </message>
    <message>
        <source>– differs, or not said –</source>
        <translation>— 各笔不同或未说明 —</translation>
    </message>
    <message>
        <source>– choose –</source>
        <translation>— 请选择 —</translation>
    </message>
    <message>
        <source>– as the ledger says –</source>
        <translation>— 以台账为准 —</translation>
    </message>
    <message>
        <source>Choose a code, or “Not for this form”.</source>
        <translation>请选择代码，或点“不属本表”。</translation>
    </message>
    <message>
        <source>Choose a mode, or “Not for this form”.</source>
        <translation>请选择供应模式，或点“不属本表”。</translation>
    </message>
</context>
<context>
    <name>zhibao::LastPeriod</name>
    <message>
        <source>Open the rows of %1</source>
        <translation>带出%1的行</translation>
    </message>
</context>
<context>
    <name>zhibao::LastPeriodActions</name>
    <message>
        <source>This computer has no sealed filing of this form for the period before, so there are no rows to open.</source>
        <translation>本机没有该表上一期已封装的申报，没有可以带出的行。</translation>
    </message>
    <message>
        <source>Rows of %1 opened without figures: %2; there already: %3.</source>
        <translation>已带出%1的 %2 行（不带数字），表中已有 %3 行。</translation>
    </message>
    <message>
        <source>Not opened, because a code is no longer in use: %1.</source>
        <translation>有 %1 行的代码已不再使用，没有带出。</translation>
    </message>
</context>
<context>
    <name>zhibao::LedgerView</name>
    <message>
        <source>From ledger lines: %1</source>
        <translation>来自台账 %1 行</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>另有 %1 行</translation>
    </message>
    <message>
        <source>Together %1.</source>
        <translation>合计 %1。</translation>
    </message>
    <message>
        <source>Together %1; the cell was changed by hand since.</source>
        <translation>合计 %1；该格后来经手工修改。</translation>
    </message>
</context>
<context>
    <name>zhibao::LedgerWording</name>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Voucher</source>
        <translation>凭证号</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>国别（地区）</translation>
    </message>
    <message>
        <source>Export or import</source>
        <translation>进出口</translation>
    </message>
    <message>
        <source>Mode of supply</source>
        <translation>供应模式</translation>
    </message>
    <message>
        <source>Outsourcing</source>
        <translation>服务外包</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>币种</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>taken</source>
        <translation>计入</translation>
    </message>
    <message>
        <source>taken, rounded to 0.01</source>
        <translation>四舍五入到分后计入</translation>
    </message>
    <message>
        <source>left out as you said</source>
        <translation>按您的说明不属本表</translation>
    </message>
    <message>
        <source>of other periods</source>
        <translation>不在报告期内</translation>
    </message>
    <message>
        <source>without a code</source>
        <translation>代码未对应</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Debit (what goes out)</source>
        <translation>借方（支出）</translation>
    </message>
    <message>
        <source>Credit (what comes in)</source>
        <translation>贷方（收入）</translation>
    </message>
    <message>
        <source>sums and closing entries</source>
        <translation>合计行、结转分录</translation>
    </message>
    <message>
        <source>The same amount in US dollars</source>
        <translation>折合美元金额</translation>
    </message>
</context>
<context>
    <name>zhibao::LevelButtons</name>
    <message>
        <source>Show only these: %1</source>
        <translation>只显示：%1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>zhibao::MainActions</name>
    <message>
        <source>Home</source>
        <translation>首页</translation>
    </message>
    <message>
        <source>Fill from spreadsheet…</source>
        <translation>从表格导入…</translation>
    </message>
    <message>
        <source>Save an empty template…</source>
        <translation>保存空白模板…</translation>
    </message>
    <message>
        <source>Print preview…</source>
        <translation>打印预览…</translation>
    </message>
    <message>
        <source>Print preview of this form alone…</source>
        <translation>只预览打印本表…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>存为 PDF…</translation>
    </message>
    <message>
        <source>Save this form alone as PDF…</source>
        <translation>只将本表另存为 PDF…</translation>
    </message>
    <message>
        <source>Check and seal…</source>
        <translation>审核封装…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Remove rows</source>
        <translation>删除行</translation>
    </message>
    <message>
        <source>Copy from above</source>
        <translation>复制上一行</translation>
    </message>
    <message>
        <source>Clear cells</source>
        <translation>清空单元格</translation>
    </message>
    <message>
        <source>Put the rest here</source>
        <translation>差额记入此栏</translation>
    </message>
    <message>
        <source>Which item?</source>
        <translation>哪个类别？</translation>
    </message>
    <message>
        <source>Which mode?</source>
        <translation>哪种模式？</translation>
    </message>
    <message>
        <source>Next form</source>
        <translation>下一张表</translation>
    </message>
    <message>
        <source>Previous form</source>
        <translation>上一张表</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>审核结果</translation>
    </message>
    <message>
        <source>Next finding</source>
        <translation>下一条审核结果</translation>
    </message>
    <message>
        <source>Previous finding</source>
        <translation>上一条审核结果</translation>
    </message>
    <message>
        <source>In units</source>
        <extracomment>amounts in units of the currency, yuan</extracomment>
        <translation>元</translation>
    </message>
    <message>
        <source>In 10,000</source>
        <extracomment>amounts in ten thousands of the currency</extracomment>
        <translation>万</translation>
    </message>
    <message>
        <source>Help on this question</source>
        <translation>本指标说明</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>查看(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具栏</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤消</translation>
    </message>
    <message>
        <source>Undo: %1</source>
        <translation>撤消：%1</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Redo: %1</source>
        <translation>重做：%1</translation>
    </message>
    <message>
        <source>Getting started, keys</source>
        <translation>使用入门与快捷键</translation>
    </message>
    <message>
        <source>Colours of the system</source>
        <translation>跟随系统配色</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>From your own ledger…</source>
        <translation>由台账导入…</translation>
    </message>
    <message>
        <source>Print preview of the statistical ledger…</source>
        <translation>统计台账打印预览…</translation>
    </message>
    <message>
        <source>Save the statistical ledger…</source>
        <translation>统计台账另存…</translation>
    </message>
    <message>
        <source>Insert rows</source>
        <translation>插入行</translation>
    </message>
    <message>
        <source>Duplicate rows</source>
        <translation>复制行</translation>
    </message>
    <message>
        <source>Open the rows of last period</source>
        <translation>带出上期的行</translation>
    </message>
    <message>
        <source>Changes since last period</source>
        <translation>与上期相比</translation>
    </message>
    <message>
        <source>View in US dollars</source>
        <translation>折成美元查看</translation>
    </message>
    <message>
        <source>Earlier figures beside</source>
        <translation>并列上期和上年同期</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Ordinary size</source>
        <translation>原始大小</translation>
    </message>
    <message>
        <source>Hand over, take over…</source>
        <translation>工作交接…</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Compare versions…</source>
        <translation>对比版本…</translation>
    </message>
    <message>
        <source>History and charts</source>
        <translation>历史与图表</translation>
    </message>
    <message>
        <source>Take in what the bureau sent…</source>
        <translation>接收统计局发来的文件…</translation>
    </message>
    <message>
        <source>Registration…</source>
        <translation>备案…</translation>
    </message>
</context>
<context>
    <name>zhibao::MainWindow</name>
    <message>
        <source>Fill from a spreadsheet</source>
        <translation>从电子表格导入</translation>
    </message>
    <message>
        <source>Spreadsheets (*.xlsx)</source>
        <translation>电子表格 (*.xlsx)</translation>
    </message>
    <message>
        <source>Save an empty template</source>
        <translation>保存空白模板</translation>
    </message>
    <message>
        <source>template.xlsx</source>
        <translation>填报模板.xlsx</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>存为 PDF</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Zhibao for enterprises</source>
        <translation>直报企业端</translation>
    </message>
    <message>
        <source>Sealed. Bring or send this file to the bureau: %1</source>
        <translation>已封装。请把此文件送交统计机构：%1</translation>
    </message>
    <message>
        <source>The form is in %1</source>
        <translation>报表已保存到 %1</translation>
    </message>
    <message>
        <source>: </source>
        <translation>：</translation>
    </message>
    <message>
        <source>No longer asked; it was empty.</source>
        <translation>现已不须填报；该表为空，已收起。</translation>
    </message>
    <message>
        <source>Save the statistical ledger</source>
        <translation>统计台账另存</translation>
    </message>
    <message>
        <source>ledger.xlsx</source>
        <translation>统计台账.xlsx</translation>
    </message>
    <message>
        <source>Tables (*.xlsx *.pdf *.csv *.html)</source>
        <translation>表格 (*.xlsx *.pdf *.csv *.html)</translation>
    </message>
    <message>
        <source>There is no statistical ledger: nothing was taken from a ledger yet.</source>
        <translation>还没有统计台账：尚未从台账导入数据。请先用“由台账导入”。</translation>
    </message>
    <message>
        <source>The statistical ledger is in %1</source>
        <translation>统计台账已保存到 %1</translation>
    </message>
    <message>
        <source>Copied and compared: %1</source>
        <translation>已复制并核对：%1</translation>
    </message>
    <message>
        <source>Open a report that can still be changed, then drop the file onto it.</source>
        <translation>请先打开一份可以修改的报表，再把文件拖到窗口上。</translation>
    </message>
    <message>
        <source>This report has no form that is filled from a ledger.</source>
        <translation>本报表没有可由台账导入的表。</translation>
    </message>
    <message>
        <source>Drop one file at a time: a ledger (CSV or XLSX) or a filled template.</source>
        <translation>每次只拖入一个文件：账册（CSV 或 XLSX）或填好的模板。</translation>
    </message>
    <message>
        <source>A sealed file is handed in as it is. To read, correct or withdraw what it holds, open the line of its report on the home page.</source>
        <translation>封装文件原样报送。要查看、更正或撤回其中的内容，请在首页打开该报表所在的行。</translation>
    </message>
    <message>
        <source>A hand-over file is taken over in the menu File, Hand over, take over: it needs its passphrase.</source>
        <translation>交接文件须有口令，请在菜单“文件”的“工作交接”中接收。</translation>
    </message>
    <message>
        <source>%1 is no ledger (CSV or XLSX) and no filled template. Files that go with a filing are added where it is sealed.</source>
        <translation>%1 不是账册（CSV 或 XLSX），也不是填好的模板。随申报一并报送的附件，请在封装页添加。</translation>
    </message>
    <message>
        <source>Take in what the bureau sent</source>
        <translation>接收统计局发来的文件</translation>
    </message>
    <message>
        <source>Files of the bureau (*.zbh *.zbk *.zbb);;All files (*)</source>
        <translation>统计局文件 (*.zbh *.zbk *.zbb);;所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>zhibao::NotesDock</name>
    <message>
        <source>Notes</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Note on the current cell</source>
        <translation>当前单元格的备注</translation>
    </message>
    <message>
        <source>Where the figure comes from, what to remember next time …</source>
        <translation>数据从哪里来、下次要注意什么……</translation>
    </message>
    <message>
        <source>Send this note to the bureau</source>
        <translation>随申报发给统计机构</translation>
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
        <source>All notes</source>
        <translation>全部备注</translation>
    </message>
    <message>
        <source>%1, row %2, %3</source>
        <translation>%1，第 %2 行，%3</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>Choose a cell to write a note on it.</source>
        <translation>请选择单元格再写备注。</translation>
    </message>
    <message>
        <source>%1 (is sent)</source>
        <translation>%1（随申报发送）</translation>
    </message>
</context>
<context>
    <name>zhibao::PasteDock</name>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Paste the rest</source>
        <translation>粘贴其余内容</translation>
    </message>
    <message>
        <source>Do not paste</source>
        <translation>不粘贴</translation>
    </message>
    <message>
        <source>Cells that are rounded or refused</source>
        <translation>取整或未粘贴的单元格</translation>
    </message>
    <message>
        <source>Of the copied block are taken: %1, rounded to 0.01: %2, refused: %3. What is refused leaves its cell as it is; in a new row, blank.</source>
        <translation>复制的区域中可粘贴 %1 格，其中取整到分 %2 格；不能粘贴 %3 格，这些格保持原样，新行中留空。</translation>
    </message>
    <message>
        <source>Paste cells: %1</source>
        <translation>粘贴单元格：%1</translation>
    </message>
    <message>
        <source>Pasted cells: %1, of which rounded: %2. Refused: %3. Ctrl+Z takes it back.</source>
        <translation>已粘贴 %1 格，其中取整 %2 格；未粘贴 %3 格。按 Ctrl+Z 撤销。</translation>
    </message>
</context>
<context>
    <name>zhibao::PasteModel</name>
    <message>
        <source>rounded</source>
        <translation>已取整到分</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>未粘贴</translation>
    </message>
    <message>
        <source>Row %1, %2</source>
        <translation>第 %1 行，%2</translation>
    </message>
    <message>
        <source>What becomes of it</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>In the block</source>
        <translation>区域中的位置</translation>
    </message>
    <message>
        <source>In the form</source>
        <translation>报表中的位置</translation>
    </message>
    <message>
        <source>Pasted</source>
        <translation>粘贴内容</translation>
    </message>
    <message>
        <source>Becomes, or why not</source>
        <translation>填入值或原因</translation>
    </message>
</context>
<context>
    <name>zhibao::RecordView</name>
    <message>
        <source>* must be answered</source>
        <translation>* 为必填</translation>
    </message>
    <message>
        <source>%1, must be answered</source>
        <translation>%1，必填</translation>
    </message>
    <message>
        <source>Code, name or pinyin; F4 lists them</source>
        <translation>代码、名称或拼音；F4 列出</translation>
    </message>
    <message>
        <source>Change %1</source>
        <translation>修改%1</translation>
    </message>
    <message>
        <source>Still to fill in</source>
        <translation>待填写</translation>
    </message>
</context>
<context>
    <name>zhibao::RegistrationPage</name>
    <message>
        <source>Save the registration once more</source>
        <translation>再次保存备案文件</translation>
    </message>
    <message>
        <source>Registration files (*.zbr)</source>
        <translation>备案文件 (*.zbr)</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Registration with the bureau</source>
        <translation>向统计局备案</translation>
    </message>
    <message>
        <source>&amp;Unit</source>
        <translation>单位(&amp;U)</translation>
    </message>
    <message>
        <source>How the key stands</source>
        <translation>密钥状况</translation>
    </message>
    <message>
        <source>Fingerprint of the key that signs</source>
        <translation>签名密钥的指纹</translation>
    </message>
    <message>
        <source>Fingerprint of the key that is asked for</source>
        <translation>申请中的密钥的指纹</translation>
    </message>
    <message>
        <source>What to do now</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Preview of the form…</source>
        <translation>预览备案表…</translation>
    </message>
    <message>
        <source>Save once more…</source>
        <translation>再次保存…</translation>
    </message>
    <message>
        <source>Registration file and form</source>
        <translation>备案文件和备案表</translation>
    </message>
    <message>
        <source>Full &amp;name</source>
        <translation>单位详细名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;District</source>
        <translation>行政区划(&amp;D)</translation>
    </message>
    <message>
        <source>P&amp;latform</source>
        <translation>功能平台(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Industry</source>
        <translation>行业(&amp;I)</translation>
    </message>
    <message>
        <source>Head of &amp;statistics</source>
        <translation>统计负责人(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Telephone</source>
        <translation>联系电话(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>原因(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>口令(&amp;P)</translation>
    </message>
    <message>
        <source>Passphrase a&amp;gain</source>
        <translation>再次输入口令(&amp;G)</translation>
    </message>
    <message>
        <source>Write file and form…</source>
        <translation>生成备案文件和备案表…</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>备案事由</translation>
    </message>
    <message>
        <source>District</source>
        <translation>行政区划</translation>
    </message>
    <message>
        <source>Platform</source>
        <translation>功能平台</translation>
    </message>
    <message>
        <source>Industry</source>
        <translation>行业</translation>
    </message>
    <message>
        <source>Set up a unit on the home page first.</source>
        <translation>请先在首页设立单位。</translation>
    </message>
    <message>
        <source>There is no key yet. It is made when it is first needed: with the registration, or with the first filing that is sealed.</source>
        <translation>还没有密钥。首次备案或首次封装申报时自动生成。</translation>
    </message>
    <message>
        <source>There is a key, which the bureau has not certified. Filings can be sealed with it already; register it.</source>
        <translation>已有密钥，但还没有经统计局签发证书。可以用它封装申报；请办理备案。</translation>
    </message>
    <message>
        <source>Registered. The certificate is valid until %1.</source>
        <translation>已备案。证书有效期至 %1。</translation>
    </message>
    <message>
        <source>Registered. The certificate ends on %1, in %2 days.</source>
        <translation>已备案。证书将于 %1 到期，还有 %2 天。</translation>
    </message>
    <message>
        <source>The certificate ended on %1. The bureau does not accept what is sealed with it.</source>
        <translation>证书已于 %1 到期。用它封装的申报统计局不再接受。</translation>
    </message>
    <message>
        <source>The bureau has revoked the certificate. It does not accept what is sealed with it.</source>
        <translation>统计局已吊销该证书。用它封装的申报统计局不再接受。</translation>
    </message>
    <message>
        <source>The bureau returned the registration of %1: %2
Put right what it says and write file and form anew.</source>
        <translation>统计局退回了 %1 的备案：%2
请按所述更正，重新生成备案文件和备案表。</translation>
    </message>
    <message>
        <source>The registration was written on %1. Now:
1. Print the form, have it signed and put the unit&apos;s seal on it.
2. Hand both to the bureau: the file and the stamped form. It compares the fingerprint.
3. Take in the starter file with which it answers (File, Take in what the bureau sent).</source>
        <translation>备案文件已于 %1 生成。接下来：
1. 打印备案表，由经办人签字并加盖单位公章。
2. 把备案文件和盖章的备案表一并交给统计局，由统计局核对指纹。
3. 接收统计局答复的开户文件（文件菜单，接收统计局发来的文件）。</translation>
    </message>
    <message>
        <source>Look through what is filled in on the right and write the registration file and the form.</source>
        <translation>请核对右侧已填内容，然后生成备案文件和备案表。</translation>
    </message>
    <message>
        <source>Nothing. From %1 on the certificate can be renewed here. When the key is lost or another person signs, choose that on the right.</source>
        <translation>无需办理。自 %1 起可在此续期。密钥丢失或经办人变更时，请在右侧选择相应事由。</translation>
    </message>
    <message>
        <source>Renew the certificate: write the registration file and the form on the right, with the same key.</source>
        <translation>请办理证书续期：在右侧生成备案文件和备案表，密钥不变。</translation>
    </message>
    <message>
        <source>Ask for another key on the right and say why.</source>
        <translation>请在右侧申请更换密钥并写明原因。</translation>
    </message>
    <message>
        <source>who signs from now on, and since when</source>
        <translation>今后由谁签名，自何时起</translation>
    </message>
    <message>
        <source>what became of the old key</source>
        <translation>原密钥出了什么情况</translation>
    </message>
    <message>
        <source>A passphrase protects the new key and is asked for at every sealing: at least %1 characters, or none at all. Nobody can tell it to you again.</source>
        <translation>口令保护新密钥，每次封装时都要输入：至少 %1 个字符，也可以不设。口令忘记后无法找回。</translation>
    </message>
    <message>
        <source>The passphrase that protects the unit&apos;s key.</source>
        <translation>保护本单位密钥的口令。</translation>
    </message>
    <message>
        <source>Write the registration file; the form goes beside it</source>
        <translation>生成备案文件，备案表存于同一文件夹</translation>
    </message>
    <message>
        <source>The registration is in %1, the form to be stamped in %2.</source>
        <translation>备案文件在 %1，待盖章的备案表在 %2。</translation>
    </message>
    <message>
        <source>Purp&amp;ose</source>
        <translation>备案事由(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Who signs</source>
        <translation>经办人(&amp;W)</translation>
    </message>
    <message>
        <source>The key that is asked for waits for its certificate. Until that comes nothing can be sealed for this unit here.</source>
        <translation>申请的密钥正在等待证书。证书到达之前，本机不能为该单位封装申报。</translation>
    </message>
</context>
<context>
    <name>zhibao::ReportsModel</name>
    <message>
        <source>Not open yet</source>
        <translation>未开放</translation>
    </message>
    <message>
        <source>Not begun</source>
        <translation>未填报</translation>
    </message>
    <message>
        <source>Being filled in</source>
        <translation>填报中</translation>
    </message>
    <message>
        <source>With errors</source>
        <translation>审核未通过</translation>
    </message>
    <message>
        <source>To be explained</source>
        <translation>待说明</translation>
    </message>
    <message>
        <source>Ready to seal</source>
        <translation>审核通过，可封装</translation>
    </message>
    <message>
        <source>Sealed</source>
        <translation>已封装</translation>
    </message>
    <message>
        <source>Handed in</source>
        <translation>已送出</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>练习</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始填报</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续填报</translation>
    </message>
    <message>
        <source>Explain</source>
        <translation>填写说明</translation>
    </message>
    <message>
        <source>Seal…</source>
        <translation>封装…</translation>
    </message>
    <message>
        <source>Hand in…</source>
        <translation>送出…</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>: </source>
        <translation>：</translation>
    </message>
    <message>
        <source> · version %1</source>
        <translation> · 第 %1 版</translation>
    </message>
    <message>
        <source>no deadline is known</source>
        <translation>期限未知</translation>
    </message>
    <message>
        <source>opens on %1</source>
        <translation>%1 起填报</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>%1 截止</translation>
    </message>
    <message>
        <source>was due on %1</source>
        <translation>已于 %1 截止</translation>
    </message>
    <message>
        <source>due today, 24:00</source>
        <translation>今天24时截止</translation>
    </message>
    <message>
        <source>days left: %1</source>
        <translation>还剩 %1 天</translation>
    </message>
    <message>
        <source>workdays: %1</source>
        <translation>工作日：%1</translation>
    </message>
    <message>
        <source>Due until %1, 24:00</source>
        <translation>%1 24时截止</translation>
    </message>
    <message>
        <source>Last changed at %1</source>
        <translation>最后修改 %1</translation>
    </message>
    <message>
        <source>Sealed at %1 as %2</source>
        <translation>%1 封装为 %2</translation>
    </message>
    <message>
        <source>Handed in at %1: %2</source>
        <translation>%1 送出：%2</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Report and period</source>
        <translation>报表任务和报告期</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>已收到</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>已验收</translation>
    </message>
    <message>
        <source>Sent back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒收</translation>
    </message>
    <message>
        <source>There already</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source> · open: %1</source>
        <translation> · 待处理：%1</translation>
    </message>
    <message>
        <source>arrived %1</source>
        <translation>%1 送达</translation>
    </message>
    <message>
        <source>Receipt: %1, arrived at %2</source>
        <translation>回执：%1，%2 送达</translation>
    </message>
    <message>
        <source>counted on %1</source>
        <translation>%1 已计入汇总</translation>
    </message>
    <message>
        <source>The bureau&apos;s starter file of %1 counts it</source>
        <translation>统计局 %1 的开户文件已将其计入汇总</translation>
    </message>
</context>
<context>
    <name>zhibao::RestOffer</name>
    <message>
        <source>Row %1: %2 of %3 is in no part yet. Put it into:</source>
        <translation>第 %1 行：“%3”中还有 %2 未分配，记入：</translation>
    </message>
</context>
<context>
    <name>zhibao::SealPage</name>
    <message>
        <source>Folder for the sealed file</source>
        <translation>封装文件的保存位置</translation>
    </message>
    <message>
        <source>Seal the filing</source>
        <translation>封装申报</translation>
    </message>
    <message>
        <source>&amp;Head of the unit</source>
        <translation>单位负责人(&amp;H)</translation>
    </message>
    <message>
        <source>Head of &amp;statistics</source>
        <translation>统计负责人(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Prepared by</source>
        <translation>填表人(&amp;P)</translation>
    </message>
    <message>
        <source>Telepho&amp;ne</source>
        <translation>联系电话(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Date of reporting</source>
        <translation>报出日期(&amp;D)</translation>
    </message>
    <message>
        <source>There was no trade in services in this period</source>
        <translation>本期没有服务进出口业务</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>原因(&amp;R)</translation>
    </message>
    <message>
        <source>Show the findings</source>
        <translation>查看审核结果</translation>
    </message>
    <message>
        <source>&amp;Folder or stick to write it to</source>
        <translation>保存到文件夹或U盘(&amp;F)</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Back to the form</source>
        <translation>返回报表</translation>
    </message>
    <message>
        <source>Seal</source>
        <translation>封装</translation>
    </message>
    <message>
        <source>Sealed at %1 as
%2</source>
        <translation>已于 %1 封装为
%2</translation>
    </message>
    <message>
        <source>Rows: %1.</source>
        <translation>共 %1 行。</translation>
    </message>
    <message>
        <source>Nothing stands in the way.</source>
        <translation>没有问题。</translation>
    </message>
    <message>
        <source>Still in the way: errors to put right %1, queries to explain %2.</source>
        <translation>还须改正强制性错误 %1 条、说明核实性问题 %2 条。</translation>
    </message>
    <message>
        <source>year-month-day</source>
        <translation>年-月-日</translation>
    </message>
    <message>
        <source>Where to copy the sealed file</source>
        <translation>把报送包复制到哪里</translation>
    </message>
    <message>
        <source>No stick is plugged in</source>
        <translation>没有插入 U 盘</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Stick %1</source>
        <translation>U 盘 %1</translation>
    </message>
    <message>
        <source>the copy differs</source>
        <translation>复制后的内容不同</translation>
    </message>
    <message>
        <source>The sealed filing</source>
        <translation>已封装的申报</translation>
    </message>
    <message>
        <source>Withdraw the filing</source>
        <translation>撤回申报</translation>
    </message>
    <message>
        <source>Preview of all forms…</source>
        <translation>预览全部报表…</translation>
    </message>
    <message>
        <source>Preview of the chosen form…</source>
        <translation>预览所选报表…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>另存为 PDF…</translation>
    </message>
    <message>
        <source>This version takes the filing back. The bureau keeps both and counts neither; the report is owed again unless the bureau says otherwise.</source>
        <translation>本版撤回已报送的申报。统计机构两份都保存，都不计入汇总；除非统计机构另行通知，本期仍须报送。</translation>
    </message>
    <message>
        <source>This version replaces the one before, which the bureau keeps.</source>
        <translation>本版替代前一版，前一版由统计机构保存。</translation>
    </message>
    <message>
        <source>The deadline is over. Say why the report comes now.</source>
        <translation>已过报送期限，请写明现在才报送的原因。</translation>
    </message>
    <message>
        <source>This is a late filing</source>
        <translation>这是补报</translation>
    </message>
    <message>
        <source>Reason of this &amp;version, which the bureau reads</source>
        <translation>本版原因，统计机构会看到(&amp;V)</translation>
    </message>
    <message>
        <source>Statistics Law, article 7: a unit reports truthfully, accurately, completely and in time; article 25: what identifies a single unit is kept secret and used for statistics only. Whoever prepared the report and the head of the unit sign its print and put the unit&apos;s seal on it (implementing regulations, article 17). The file is signed with your unit&apos;s key, which is made on first use and stays on this computer. A sealed version no longer changes; a correction is a new version that replaces it.</source>
        <translation>《统计法》第七条：统计调查对象必须真实、准确、完整、及时地提供统计资料；第二十五条：能够识别单个统计调查对象的资料保密，只用于统计。填报人员和单位负责人在打印的报表上签字并加盖公章（《统计法实施条例》第十七条）。报送包用本单位的密钥签名，密钥在首次使用时生成，保存在本机。封装后的版本不再改变；更正是替代它的新版本。</translation>
    </message>
    <message>
        <source>&amp;Where to</source>
        <translation>存到(&amp;W)</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Copy to a stick…</source>
        <translation>复制到 U 盘…</translation>
    </message>
    <message>
        <source>Correct…</source>
        <translation>更正…</translation>
    </message>
    <message>
        <source>Withdraw…</source>
        <translation>撤回…</translation>
    </message>
    <message>
        <source>Compare versions…</source>
        <translation>对比版本…</translation>
    </message>
    <message>
        <source>Explanations given: %1.</source>
        <translation>已填核实说明 %1 条。</translation>
    </message>
    <message>
        <source>The file is
%1

What to do now:
1. Bring it on a stick, or send it, to the bureau that asked for the report.
2. Print the forms, have them signed and sealed, and keep them with the vouchers for at least two years.
3. Keep the bureau&apos;s receipt when it comes; if it returns the filing, correct it here.</source>
        <translation>报送包在
%1

接下来：
1. 用 U 盘送交，或发送给布置报表的统计机构。
2. 打印报表，签字盖章，与原始凭证一起至少保存两年。
3. 收到回执后妥善保存；如被退回，在这里更正。</translation>
    </message>
    <message>
        <source>What is reported</source>
        <translation>报了什么</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>审核结果</translation>
    </message>
    <message>
        <source>Zero filing</source>
        <translation>零申报</translation>
    </message>
    <message>
        <source>Why there is this version</source>
        <translation>为什么有这一版</translation>
    </message>
    <message>
        <source>Who answers for it</source>
        <translation>由谁负责</translation>
    </message>
    <message>
        <source>What goes with it</source>
        <translation>附件</translation>
    </message>
    <message>
        <source>The sealed file</source>
        <translation>报送包</translation>
    </message>
    <message>
        <source>1 2 3 4 5 6 7</source>
        <translation>一 二 三 四 五 六 七</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <extracomment>number and title of a step</extracomment>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>%1: its own key</source>
        <translation>%1（本单位密钥）</translation>
    </message>
    <message>
        <source>%1, under a mandate</source>
        <translation>%1（受托代报）</translation>
    </message>
    <message>
        <source>Whose &amp;key signs</source>
        <translation>由谁的密钥签名(&amp;K)</translation>
    </message>
    <message>
        <source>Whose key signs</source>
        <translation>由谁的密钥签名</translation>
    </message>
    <message>
        <source>Under a mandate: the bureau must have recorded that this unit files for the other; otherwise it refuses the file.</source>
        <translation>受托代报：统计局须已登记该受托单位代为申报，否则不予接收。</translation>
    </message>
    <message>
        <source>Passphrase of the ke&amp;y</source>
        <translation>密钥口令(&amp;Y)</translation>
    </message>
</context>
<context>
    <name>zhibao::Spreadsheets</name>
    <message>
        <source>Nothing was taken from %1. Problems: %2</source>
        <translation>没有从 %1 导入任何内容。问题：%2 处</translation>
    </message>
    <message>
        <source>Fill from a spreadsheet</source>
        <translation>从电子表格导入</translation>
    </message>
    <message>
        <source>Taken from %1: rows %2, answers %3. Ctrl+Z takes it back.</source>
        <translation>已从 %1 导入 %2 行、%3 项。按 Ctrl+Z 可撤回。</translation>
    </message>
    <message>
        <source>The template is in %1</source>
        <translation>模板已保存到 %1</translation>
    </message>
</context>
<context>
    <name>zhibao::SummaryTable</name>
    <message>
        <source>Form</source>
        <translation>报表</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>The figures that are reported</source>
        <translation>报送的数据</translation>
    </message>
    <message numerus="yes">
        <source>%n answers</source>
        <translation>
            <numerusform>%n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>too large</source>
        <translation>数值过大</translation>
    </message>
</context>
<context>
    <name>zhibao::TotalsStrip</name>
    <message>
        <source>Sums of the columns</source>
        <translation>各栏合计</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Sum, %1</source>
        <translation>合计，%1</translation>
    </message>
    <message>
        <source>%1, incomplete</source>
        <translation>%1，不完整</translation>
    </message>
    <message>
        <source>%1 (converted to %2)</source>
        <translation>%1（折合 %2）</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>a sum, its currency</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Added in each currency exactly, then converted at the rate of the period.</source>
        <translation>各币种分别精确相加，再按本期汇率折算。</translation>
    </message>
    <message>
        <source>Added exactly.</source>
        <translation>精确相加。</translation>
    </message>
    <message>
        <source>no currency</source>
        <translation>未填币种</translation>
    </message>
    <message>
        <source>Not contained, because the period has no rate for it: %1</source>
        <translation>以下币种本期没有汇率，未计入：%1</translation>
    </message>
</context>
<context>
    <name>zhibao::UnitCodeField</name>
    <message>
        <source>Unified social credit code</source>
        <translation>统一社会信用代码</translation>
    </message>
    <message>
        <source>18 characters</source>
        <translation>18 位</translation>
    </message>
    <message>
        <source>As on the business licence; the last character checks the others.</source>
        <translation>按营业执照填写；最后一位为校验码。</translation>
    </message>
    <message>
        <source>The check character is right.</source>
        <translation>校验码正确。</translation>
    </message>
    <message>
        <source>%1 of 18 characters</source>
        <translation>已录入 %1 位，共 18 位</translation>
    </message>
</context>
<context>
    <name>zhibao::UnitWizard</name>
    <message>
        <source>Set up a unit</source>
        <translation>建立单位</translation>
    </message>
    <message>
        <source>The program asks once who the unit is; every report begins with it. What you type is kept at once. Whatever you do not know now can be left open and answered later.</source>
        <translation>单位的情况只问一次，以后每份报表都从这里带出。录入的内容随即保存；暂时不清楚的可以空着，以后再填。</translation>
    </message>
    <message>
        <source>&amp;Unified social credit code</source>
        <translation>统一社会信用代码(&amp;U)</translation>
    </message>
    <message>
        <source>Full &amp;name, as on the seal</source>
        <translation>单位详细名称（与公章一致）(&amp;N)</translation>
    </message>
    <message>
        <source>Full name, as on the seal</source>
        <translation>单位详细名称（与公章一致）</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>上一步(&amp;B)</translation>
    </message>
    <message>
        <source>The rest &amp;later</source>
        <translation>其余以后再填(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Done</source>
        <translation>完成(&amp;D)</translation>
    </message>
    <message>
        <source>Ne&amp;xt</source>
        <translation>下一步(&amp;X)</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>Code and name</source>
        <translation>代码和名称</translation>
    </message>
    <message>
        <source>Who signs, and what is left</source>
        <translation>签署人和未完成事项</translation>
    </message>
    <message>
        <source>These persons sign the unit&apos;s reports:</source>
        <translation>本单位报表的签署人：</translation>
    </message>
    <message>
        <source>: </source>
        <translation>：</translation>
    </message>
    <message>
        <source>still open</source>
        <translation>未填</translation>
    </message>
    <message>
        <source>The profile is complete.</source>
        <translation>基本情况已填写完整。</translation>
    </message>
    <message>
        <source>Still open in the profile: %1. The home page leads back to it whenever you like.</source>
        <translation>基本情况还有 %1 处未完成，可随时从首页继续填写。</translation>
    </message>
    <message>
        <source>On the home page each report that is due has a line, with a button for what to do next.</source>
        <translation>首页上每份应报报表占一行，行末的按钮是下一步要做的事。</translation>
    </message>
</context>
<context>
    <name>zhibao::UnitsModel</name>
    <message>
        <source>All units</source>
        <translation>全部单位</translation>
    </message>
    <message>
        <source>(no name)</source>
        <translation>（无名称）</translation>
    </message>
    <message>
        <source> (hidden)</source>
        <translation>（已隐藏）</translation>
    </message>
</context>
<context>
    <name>zhibao::UnitsPanel</name>
    <message>
        <source>Units</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>Set up…</source>
        <translation>建立单位…</translation>
    </message>
    <message>
        <source>Add a unit and answer its profile step by step</source>
        <translation>添加单位，并分步填写其基本情况</translation>
    </message>
    <message>
        <source>Profile…</source>
        <translation>基本情况…</translation>
    </message>
    <message>
        <source>Go on with the profile of the chosen unit, step by step</source>
        <translation>分步继续填写所选单位的基本情况</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>改名</translation>
    </message>
    <message>
        <source>Change the name of the chosen unit (F2)</source>
        <translation>修改所选单位的名称（F2）</translation>
    </message>
    <message>
        <source>Show hidden ones</source>
        <translation>显示已隐藏的</translation>
    </message>
    <message>
        <source>Show again</source>
        <translation>取消隐藏</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>File for the chosen unit again</source>
        <translation>重新为所选单位填报</translation>
    </message>
    <message>
        <source>The unit is no longer filed for; all its reports are kept</source>
        <translation>不再为该单位填报；它的报表全部保留</translation>
    </message>
</context>
<context>
    <name>zhibao::VersionsPage</name>
    <message>
        <source>Version %1, sealed</source>
        <translation>第 %1 版（已封装）</translation>
    </message>
    <message>
        <source>Version %1, draft</source>
        <translation>第 %1 版（草稿）</translation>
    </message>
    <message>
        <source>%1, set aside</source>
        <translation>%1，另存</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Compare versions</source>
        <translation>对比版本</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>从(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>到(&amp;T)</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>报表</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>What the two versions say differently</source>
        <translation>两个版本的不同</translation>
    </message>
    <message>
        <source>There is only one version yet.</source>
        <translation>目前只有一个版本。</translation>
    </message>
    <message>
        <source>(blank)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>Filing</source>
        <translation>申报</translation>
    </message>
    <message>
        <source>New row</source>
        <translation>新增行</translation>
    </message>
    <message>
        <source>Row removed</source>
        <translation>删除行</translation>
    </message>
    <message>
        <source>Explanation of %1</source>
        <translation>核实说明 %1</translation>
    </message>
    <message>
        <source>The two versions say the same.</source>
        <translation>两个版本内容相同。</translation>
    </message>
    <message>
        <source>Cells that differ: %1, in rows: %2.</source>
        <translation>不同的单元格：%1，涉及行：%2。</translation>
    </message>
</context>
</TS>
