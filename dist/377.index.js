exports.id=377,exports.ids=[377],exports.modules={80377:(e,t,n)=>{n.r(t),n.d(t,{createApp:()=>Re});var s=n(88934),a=n(50459),o=n(12060),r=n(68770);const i=60;function d({s3:e}){if("object"==typeof e&&null!==e&&"path"in e)return"string"==typeof e.path&&""!==e.path?e.path:void 0}var c=n(69653);const l=[{name:"Items",path:"/items"},{name:"Jobs",path:"/jobs"},{name:"Requests",path:"/requests"},{name:"Users",path:"/users"},{name:"Mails",path:"/mails"}];function u(e,t){return e===t?c.q` aria-current="page"`:"/"!==e&&t.startsWith(`${e}/`)?c.q` aria-current="true"`:""}var p=n(23221),h=n(45241);const m={ORGANISATION:{one:"Organisation",many:"Organisations",category:"AGENT"},PERSON:{one:"Person",many:"Persons",category:"AGENT"},MODEL:{one:"Model",many:"Models",category:"ENTITY"},SOFTWARE:{one:"Software",many:"Software",category:"ENTITY"},MODEL_RUN_WORKFLOW_TEMPLATE:{one:"Workflow template",many:"Workflow templates",category:"ENTITY"},WORKFLOW_TEMPLATE:{one:"Workflow template",many:"Workflow templates",category:"ENTITY"},DATASET_TEMPLATE:{one:"Dataset template",many:"Dataset templates",category:"ENTITY"},DATASET:{one:"Dataset",many:"Datasets",category:"ENTITY"},STUDY:{one:"Study",many:"Studies",category:"ACTIVITY"},MODEL_RUN:{one:"Model run",many:"Model runs",category:"ACTIVITY"},WORKFLOW_RUN:{one:"Workflow run",many:"Workflow runs",category:"ACTIVITY"},CREATE:{one:"Creation",many:"Creations",category:"ACTIVITY"},VERSION:{one:"Versioning",many:"Versionings",category:"ACTIVITY"}};function $(e){return Object.hasOwn(m,e)?m[e]:{one:e,many:e,category:"ENTITY"}}function f(e,t){return c.q`<span class="copyable"><code>${e}</code><button type="button" class="copy" aria-label="Copy ${t}">Copy</button></span>`}const b=new Intl.NumberFormat("en",{style:"unit",unit:"byte",notation:"compact",unitDisplay:"narrow",maximumFractionDigits:1}),g=new Intl.NumberFormat("en");function y(e){return b.format(e)}function q(e){return g.format(e)}function v(e){const t=new Date(1e3*e);if(Number.isNaN(t.getTime()))return c.q`${e}`;const n=t.toISOString();return c.q`<time datetime="${n}">${n.slice(0,-5).replace("T"," ")}</time>`}var _=n(5731);function w(e,t){return""===t?void 0:e.items.get(t)}function T(e){return e.display_name??e.id}function k(e){return`kind-${e.toLowerCase().replaceAll("_","-")}`}function E(e){const{one:t,category:n}=$(e);return c.q`<span class="kind ${n.toLowerCase()} ${k(e)}">${t}</span>`}function S(e,t){const n=w(e,t);return n?c.q`<a href="${(0,_.Lt)(t)}"><bdi>${T(n)}</bdi></a>`:c.q`<code>${t}</code>`}function A(e,t){const n=Object.entries(t).filter(([,e])=>!I(e));return c.q`<dl class="fields">${n.map(([t,n])=>c.q`<div><dt>${O(t)}</dt><dd>${x(e,t,n)}</dd></div>`)}</dl>`}function x(e,t,n){return Array.isArray(n)?c.q`<ul>${n.map(n=>c.q`<li>${x(e,t,n)}</li>`)}</ul>`:"object"==typeof n&&null!==n?function(e){const t=Object.entries(e).filter(([,e])=>!I(e)),n=t.every(([,e])=>"boolean"==typeof e);return n?c.q`${t.map(([e,t])=>`${O(e).toLowerCase()}: ${t?"yes":"no"}`).join(", ")}`:void 0}(n)??A(e,n):"boolean"==typeof n?c.q`${n?"yes":"no"}`:"number"==typeof n?/(time|timestamp)$/.test(t)?v(n):c.q`${n}`:function(e,t){return w(e,t)?S(e,t):function(e){return/^https?:\/\/\S+$/.test(e)&&URL.canParse(e)}(t)?c.q`<a href="${t}" rel="noreferrer">${t}</a>`:c.q`<span class="text"><bdi>${t}</bdi></span>`}(e,String(n))}function I(e){return Array.isArray(e)?0===e.length:"object"==typeof e&&null!==e?Object.values(e).every(I):null==e||""===e}function O(e){if(!/^[a-z][a-z0-9_]*$/.test(e))return e;const t=e.replaceAll("_"," ");return t.charAt(0).toUpperCase()+t.slice(1)}function M(e,t){const n=JSON.stringify(t,null,2),s=n.length-5e4;return c.q`<pre tabindex="0" role="region" aria-label="${e}">${n.slice(0,5e4)}${s>0?`\n… and ${q(s)} characters more`:""}</pre>`}function N(e,{id:t,owner_username:n}){const s=e.access.get(t);if(!s)return c.q``;const a=Object.entries(s.groups).map(([t,n])=>[e.groups.get(t)?.display_name??t,n]),o=s.owner===n?s.owner:`${s.owner} (of the access settings)`;return c.q`<section><h2>Access</h2>
<dl class="fields">
<div><dt>Owner</dt><dd>${o}: everything</dd></div>
<div><dt>Everybody</dt><dd>${j(s.general)}</dd></div>
${a.map(([e,t])=>c.q`<div><dt>Group <bdi>${e}</bdi></dt><dd>${j(t)}</dd></div>`)}
</dl>
${function(e,t){const n=e.locks.get(t)?.history??[];return 0===n.length?c.q``:c.q`<h3>Locks</h3><ol class="log">${n.map(({action_type:e,username:t,reason:n,timestamp:s})=>c.q`<li>${v(s)} ${t} ${"LOCK"===e?"locked":"unlocked"} it: <bdi>${n}</bdi></li>`)}</ol>`}(e,t)}</section>`}function j(e){return 0===e.length?"nothing":e.join(", ")}function L(e,t){const n=function(e,t){const n=d(t);if(void 0!==n)return e.files.list(e.files.bucket,n).map(({key:e,size:t,modified:s})=>({path:e.slice(n.length),size:t,modified:s}))}(e,t);if(!n)return c.q``;const s=n.reduce((e,{size:t})=>e+t,0),a=n.length-500;return c.q`<section><h2>Files</h2>
<p class="muted">${q(n.length)} ${1===n.length?"file":"files"}, ${y(s)}.${a>0?" The first 500 are listed.":""}</p>
${0===n.length?"":function(e,t){return c.q`<table class="rows">
<thead><tr><th scope="col">Path</th><th scope="col" class="number">Size</th><th scope="col">Changed</th></tr></thead>
<tbody>${t.map(({path:t,size:n,modified:s})=>c.q`<tr>
<td class="main"><a href="${(0,_.s$)(e,t)}" download><bdi>${t}</bdi></a></td>
<td class="number">${y(n)}</td>
<td>${v(s.getTime()/1e3)}</td></tr>`)}</tbody></table>`}(t.id,n.slice(0,500))}</section>`}function R(e,t=""){return"object"!=typeof e||null===e?new Map([[t,e??void 0]]):new Map(Object.entries(e).flatMap(([e,n])=>[...R(n,""===t?e:`${t}.${e}`)]))}function C({history:e=[]}){if(0===e.length)return c.q``;const t=e.toSorted((e,t)=>t.id-e.id);return c.q`<section><h2>History</h2><ol class="history">${t.map((e,n)=>function(e,t){const n=t?function(e,t){const[n,s]=[R(e),R(t)];return[...new Set([...n.keys(),...s.keys()])].map(e=>({path:e,before:n.get(e),after:s.get(e)})).filter(e=>e.before!==e.after)}(t.item,e.item):[];return c.q`<li><p><strong><bdi>${e.reason}</bdi></strong><br>
<span class="muted">${e.username}, ${v(e.timestamp)}</span></p>
${0===n.length?"":function(e){return c.q`<table class="rows changes"><thead><tr><th scope="col">Field</th><th scope="col">Before</th><th scope="col">After</th></tr></thead>
<tbody>${e.map(({path:e,before:t,after:n})=>c.q`<tr><td class="main"><code>${e}</code></td>
<td><del>${D(t)}</del></td><td><ins>${D(n)}</ins></td></tr>`)}</tbody></table>`}(n)}</li>`}(e,t[n+1]))}</ol></section>`}function D(e){if(void 0===e)return c.q`<span class="muted">nothing</span>`;const t=String(e);return c.q`<bdi>${t.length>300?`${t.slice(0,300)}…`:t}</bdi>`}function P(e,t){const n=e.graph.outgoing(t).map(({relation:e,target:t})=>({relation:e,other:t})),s=e.graph.incoming(t).map(({relation:e,source:t})=>({relation:e,other:t}));return n.length+s.length===0?c.q``:c.q`<section><h2>Links</h2><div class="columns">
${U(e,"To",n)}
${U(e,"From",s)}
</div></section>`}function U(e,t,n){return 0===n.length?c.q``:c.q`<div><h3>${t}</h3><ul class="links">${n.slice(0,100).map(({relation:t,other:n})=>c.q`<li><span class="relation">${t}</span> ${S(e,n)} ${function(e,t){const n=w(e,t)?.item_subtype;return n?E(n):c.q``}(e,n)}</li>`)}</ul>${n.length>100?c.q`<p class="muted">and ${n.length-100} more</p>`:""}</div>`}function F(e,t){const n=function(e,t){const n=Y(e,t,"next_version"),s=Y(e,t,"previous_version");return[...n.reverse(),t,...s]}(e,t);return n.length<2?c.q``:c.q`<section><h2>Versions</h2><ol class="versions">${n.map(n=>c.q`<li>
<strong>${n.versioning_info?.version}</strong>
${n.id===t.id?c.q`<span aria-current="true">this one</span>`:S(e,n.id)}
<span class="muted">${v(n.created_timestamp)}</span>
${n.versioning_info?.reason?c.q`<br><bdi>${n.versioning_info.reason}</bdi>`:""}</li>`)}</ol></section>`}function Y(e,t,n){const s=new Map;let a=t;for(;a&&(a=w(e,a.versioning_info?.[n]??""),a&&a.id!==t.id&&!s.has(a.id));)s.set(a.id,a);return[...s.values()]}function W(e,t){const n=t.versioning_info?.version,s=[["Kind",E(t.item_subtype)],["Handle",f(t.id,"handle")],["Owner",t.owner_username],["Created",v(t.created_timestamp)],["Changed",v(t.updated_timestamp)],...void 0===n?[]:[["Version",String(n)]]];return c.q`
${"SEED_ITEM"===t.record_type?c.q`<p class="note">A seed: its handle is there, its contents are still to come.</p>`:""}
${e.locks.get(t.id)?.locked?c.q`<p class="note">Locked against changes.</p>`:""}
<dl class="facts">${s.map(([e,t])=>c.q`<div><dt>${e}</dt><dd>${t}</dd></div>`)}</dl>`}function z(e,t){const{display_name:n,...s}=(0,h.D)(t.item_subtype).domain.fields,a=Object.fromEntries(Object.keys(s).map(e=>[e,t[e]]));return c.q`<section><h2>Contents</h2>${A(e,a)}</section>`}var V=n(52825);function G({db:e}){const t=e.all("SELECT item_subtype, count(*) AS count FROM items GROUP BY item_subtype"),n=new Map(t.map(e=>[String(e.item_subtype),Number(e.count)]));return new Map(h.G.map(({subtype:e})=>[e,n.get(e)??0]))}function K(e){return e.normalize("NFKD").replaceAll(/\p{M}/gu,"").toLowerCase().trim()}function B(e,t){return c.q`<nav class="choices" aria-label="${e}"><ul>${t.map(({name:e,path:t,isSelected:n,count:s})=>c.q`<li><a href="${t}"${n?c.q` aria-current="true"`:""}>${e}${void 0===s?"":c.q` <span class="count">${s}</span>`}</a></li>`)}</ul></nav>`}function H(e,t,n){const s=new URLSearchParams(t);for(const[e,t]of Object.entries(n))null===t?s.delete(e):s.set(e,t);return 0===s.size?e:`${e}?${s}`}function J(e,t,n){const s=G(e),a=e=>H("/items",t,{kind:e,page:null}),o=[...s.values()].reduce((e,t)=>e+t,0);return B("Kinds of items",[{name:"All",path:a(null),isSelected:void 0===n,count:q(o)},...[...s].map(([e,t])=>({name:$(e).many,path:a(e),isSelected:n===e,count:q(t)}))])}function Q({total:e},t){return""===t?0===e?"There are none yet.":`${q(e)}, the last changed first.`:`${q(e)} with “${t}” in the name.`}function X(e){return c.q`<table class="rows">
<thead><tr><th scope="col">Name</th><th scope="col">Kind</th><th scope="col">Handle</th><th scope="col">Owner</th><th scope="col">Changed</th></tr></thead>
<tbody>${e.map(e=>c.q`<tr data-key="${e.id}">
<td class="main"><a href="${(0,_.Lt)(e.id)}"><bdi>${T(e)}</bdi></a>${"SEED_ITEM"===e.record_type?c.q` <span class="tag">seed</span>`:""}</td>
<td>${E(e.item_subtype)}</td>
<td><code>${e.id}</code></td>
<td>${e.owner_username}</td>
<td>${v(e.updated_timestamp)}</td></tr>`)}</tbody></table>`}function Z({page:e,pages:t},n){if(1===t)return c.q``;const s=e=>H("/items",n,{page:1===e?null:String(e)});return c.q`<nav class="pager" aria-label="Pages">
${e>1?c.q`<a rel="prev" href="${s(e-1)}">Previous</a>`:c.q`<span></span>`}
<span>Page ${e} of ${t}</span>
${e<t?c.q`<a rel="next" href="${s(e+1)}">Next</a>`:c.q`<span></span>`}
</nav>`}const ee={PENDING:"pending",DEQUEUED:"taken",IN_PROGRESS:"in progress",SUCCEEDED:"succeeded",FAILED:"failed"};function te(e){return c.q`<span class="status status-${e.toLowerCase().replaceAll("_","-")}" title="${e}">${ee[e]}</span>`}function ne({job_sub_type:e}){const t=e.toLowerCase().replaceAll("_"," ").replace("prov lodge","lodge");return t.charAt(0).toUpperCase()+t.slice(1)}const se=["created_item_id","to_version_id","model_run_record_id","id"];function ae(e,{payload:t,result:n}){const s=oe(n?.record,"id");if(void 0!==s)return S(e,s);const a=se.map(e=>oe(t,e)).find(e=>void 0!==e);if(void 0!==a)return S(e,a);const o=t.records;return Array.isArray(o)?c.q`${o.length} model runs`:c.q`<bdi>${oe(t.record,"display_name")??oe(t,"subject")??""}</bdi>`}function oe(e,t){const n="object"==typeof e&&null!==e?Reflect.get(e,t):void 0;return"string"==typeof n?n:void 0}const re=["REGISTER_CREATE_ACTIVITY","REGISTER_VERSION_ACTIVITY","MODEL_RUN_BATCH_SUBMIT"];function ie(e,t){return c.q`<div id="${e}" data-live>${t}</div>`}function de(){return c.q`<p class="live-note" id="live-note" hidden><span class="pulse" aria-hidden="true"></span><span role="status">Live</span> <button type="button" aria-pressed="false">Pause</button></p>`}function ce(e,t){const n=[["Status",te(t.status)],["About",ae(e,t)],["Kind",c.q`<code>${t.job_sub_type}</code>`],["User",t.username],["Launched",v(t.created_timestamp)],["Session",f(t.session_id,"session")],...null===t.batch_id?[]:[["Batch",le(t.batch_id)]]];return c.q`<dl class="facts">${n.map(([e,t])=>c.q`<div><dt>${e}</dt><dd>${t}</dd></div>`)}</dl>
${null===t.info?"":c.q`<p class="note">${t.info}</p>`}
${function(e,t){const{before:n,after:s,batch:a}=function(e,t){const n=function({db:e,jobs:t},{session_id:n,batch_id:s}){const a=(0,V.Qq)(e.get("SELECT session_id FROM jobs WHERE job_sub_type IN (?, ?, ?)\n    AND (json_extract(result, '$.lodge_session_id') = ? OR json_extract(result, '$.batch_id') = ?) LIMIT 1",...re,n,s)?.session_id);return void 0===a?void 0:t.get(a)}(e,t),s=e.jobs.get(oe(t.result,"lodge_session_id")??t.session_id),a=oe(t.result,"batch_id");return{...n?{before:n}:{},...s&&s.session_id!==t.session_id?{after:s}:{},...void 0===a?{}:{batch:a}}}(e,t);if(!n&&!s&&void 0===a)return c.q``;const o=e=>c.q`<li><a href="/jobs/${e.session_id}">${ne(e)}</a> ${te(e.status)}</li>`;return c.q`<section><h2>Chain</h2><ol class="chain">
${n&&o(n)}
<li><strong>${ne(t)}</strong> ${te(t.status)}</li>
${s&&o(s)}
${void 0===a?"":c.q`<li>${le(a)}</li>`}
</ol></section>`}(e,t)}
${null===t.result?"":c.q`<section><h2>Result</h2>${M("Result",t.result)}</section>`}`}function le(e){return c.q`<a href="/jobs?batch=${encodeURIComponent(e)}">all jobs of the batch</a>`}function ue(e,t){return c.q`<table class="rows">
<thead><tr><th scope="col">Job</th><th scope="col">Status</th><th scope="col">About</th><th scope="col">User</th><th scope="col">Launched</th></tr></thead>
<tbody>${t.map(t=>c.q`<tr data-key="${t.session_id}">
<td class="main"><a href="/jobs/${t.session_id}">${ne(t)}</a></td>
<td>${te(t.status)}</td>
<td>${ae(e,t)}</td>
<td>${t.username}</td>
<td>${v(t.created_timestamp)}</td></tr>`)}</tbody></table>`}var pe=n(42440);const he={ENTITY:{indent:18,outline:(e,t,n,s)=>{const a=s/2;return`M${e+a},${t} h${n-s} a${a},${a} 0 0 1 0,${s} h${s-n} a${a},${a} 0 0 1 0,${-s} z`}},ACTIVITY:{indent:10,outline:(e,t,n,s)=>`M${e},${t} h${n} v${s} h${-n} z`},AGENT:{indent:10,outline:(e,t,n,s)=>`M${e},${t+14} l${n/2},-14 l${n/2},14 v${s-14} h${-n} z`}},me=190;function $e({x:e,y:t}){return`${fe(e)},${fe(t)}`}function fe(e){return Math.round(10*e)/10}const be=["both","upstream","downstream"],ge=["all","data"],ye=["DATASET","MODEL_RUN"];function qe(e,t,n,s){const a=new Map([[t,0]]);for(const[t,o]of a)if(o!==n)for(const{link:n,next:r}of s(t))e.steps.has(r)||150!==e.steps.size?(a.has(r)||a.set(r,o+1),e.steps.has(r)||e.steps.set(r,o+1),e.links.set(JSON.stringify([n.source,n.relation,n.target]),n)):e.isTruncated=!0}const ve={both:"both ways",upstream:"what it came from",downstream:"what came of it"},_e={all:"all kinds",data:"datasets and model runs"};function we(e,t,n){const s=w(e,t);if(!s)return;const a=function(e){return{direction:be.find(t=>t===e.get("direction"))??"both",scope:ge.find(t=>t===e.get("of"))??"all",depth:Math.min(10,Math.max(1,Math.trunc(Number(e.get("depth")))||2))}}(n),o=function(e,t,{direction:n,scope:s,depth:a}){const{graph:o}=e,r=({next:e})=>"all"===s||ye.some(t=>t===o.node(e)?.item_subtype),i={steps:new Map([[t,0]]),links:new Map,isTruncated:!1};"downstream"!==n&&qe(i,t,a,e=>o.outgoing(e).map(e=>({link:e,next:e.target})).filter(r)),"upstream"!==n&&qe(i,t,a,e=>o.incoming(e).map(e=>({link:e,next:e.source})).filter(r));const d=[...i.steps].map(([t,n])=>function(e,t,n){const s=w(e,t),a=s?.item_subtype??e.graph.node(t)?.item_subtype??"MODEL_RUN";return{id:t,name:s?T(s):t,subtype:a,steps:n}}(e,t,n));return{nodes:d,links:[...i.links.values()],isTruncated:i.isTruncated}}(e,t,a),r=T(s);return{title:`Lineage of ${r}`,heading:c.q`Lineage of <bdi>${r}</bdi>`,crumbs:[{name:"Items",path:"/items"},{name:r,path:(0,_.Lt)(t)}],body:c.q`${Te(t,a)}
${0===o.links.length?c.q`<p>The graph has no links here yet.</p>`:Ee(o,t)}
${Se(e,o)}`}}function Te(e,{direction:t,scope:n,depth:s}){const a=Array.from({length:10},(e,t)=>String(t+1));return c.q`<form class="search" action="${(0,_.PX)(e)}">
${ke("direction","Show",be.map(e=>[e,ve[e]]),t)}
${ke("of","of",ge.map(e=>[e,_e[e]]),n)}
${ke("depth","in steps",a.map(e=>[e,e]),String(s))}
<button>Draw</button></form>`}function ke(e,t,n,s){return c.q`<label>${t} <select name="${e}">${n.map(([e,t])=>c.q`<option value="${e}"${e===s?" selected":""}>${t}</option>`)}</select></label>`}function Ee(e,t){const{nodes:n,isTruncated:s}=e;return c.q`<p class="muted">${n.length} items. Arrows lead from effect to cause.${s?" There is more: the nearest are drawn; fewer steps or one direction shows less.":""}</p>
<div class="graph-tools" hidden>
<button type="button" data-zoom="in" aria-label="Zoom in">+</button>
<button type="button" data-zoom="out" aria-label="Zoom out">−</button>
<button type="button" data-zoom="fit">Fit</button></div>
<div class="graph" tabindex="0" role="region" aria-label="Lineage graph, scrollable">${function({nodes:e,links:t},n){const s=function(e,t){const n=new pe.Ay.graphlib.Graph({multigraph:!0});n.setGraph({rankdir:"LR",align:"UL",nodesep:18,edgesep:12,ranksep:128});for(const{id:t}of e)n.setNode(t,{width:me,height:64});for(const{source:e,relation:s,target:a}of t)n.setEdge(e,a,{},s);return pe.Ay.layout(n),n}(e,t),{x:a,y:o,width:r,height:i}=function(e,t){const n=e.flatMap(({x:e})=>[e-95,e+95]),s=[...e.flatMap(({y:e})=>[e-32,e+32]),...t.map(({y:e})=>e)],[a,o]=[Math.floor(Math.min(...n))-12,Math.floor(Math.min(...s))-12],[r,i]=[Math.ceil(Math.max(...n))+12,Math.ceil(Math.max(...s))+12];return{x:a,y:o,width:r-a,height:i-o}}(e.map(({id:e})=>s.node(e)),t.flatMap(({source:e,relation:t,target:n})=>s.edge({v:e,w:n,name:t}).points));return c.q`<svg xmlns="http://www.w3.org/2000/svg" viewBox="${a} ${o} ${r} ${i}" width="${r}" height="${i}" role="group" aria-label="Lineage graph">
<defs><marker id="arrow" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="head" d="M0,0 L8,4 L0,8 z"/></marker></defs>
${t.map(e=>{const{source:t,target:n,relation:a}=e,{points:o}=s.edge({v:t,w:n,name:a});return function({relation:e},t,n,s){const a=n.x<=s.x?1:-1,o={x:n.x+a*me/2,y:n.y},r={x:s.x-a*me/2,y:s.y},i=t.slice(1,-1),{x:d,y:l}=i[Math.floor(i.length/2)]??r;return c.q`<path class="edge" d="${function([e={x:0,y:0},...t]){let n=e;const s=t.map(e=>{const t=(n.x+e.x)/2,s=`C${$e({x:t,y:n.y})} ${$e({x:t,y:e.y})} ${$e(e)}`;return n=e,s});return`M${$e(e)} ${s.join(" ")}`}([o,...i,r])}" marker-end="url(#arrow)"/><text class="relation" x="${fe(d)}" y="${fe(l)}" text-anchor="middle" dominant-baseline="middle">${e}</text>
`}(e,o,s.node(t),s.node(n))})}
${e.map(e=>function({id:e,name:t,subtype:n},{x:s,y:a},o){const{outline:r,indent:i}=he[$(n).category],[d,l]=[fe(s-95),fe(a-32)];return c.q`<a href="${(0,_.Lt)(e)}" class="node ${k(n)}${o?" start":""}"${o?c.q` aria-current="true"`:""}><title>${t} (${e})</title>
<path d="${r(d,l,me,64)}"/>
<foreignObject x="${d+i}" y="${l}" width="${me-2*i}" height="${64}"><div class="node-text"><span class="node-name" dir="auto">${t}</span>${E(n)}</div></foreignObject></a>
`}(e,s.node(e.id),e.id===n))}
</svg>`}(e,t)}</div>`}function Se(e,{nodes:t}){return c.q`<details class="list"><summary>The same as a list</summary>
<table class="rows"><thead><tr><th scope="col">Item</th><th scope="col">Kind</th><th scope="col">Handle</th><th scope="col" class="number">Steps away</th></tr></thead>
<tbody>${t.map(({id:t,subtype:n,steps:s})=>c.q`<tr><td class="main">${S(e,t)}</td><td>${E(n)}</td>
<td><code>${t}</code></td><td class="number">${s}</td></tr>`)}</tbody></table></details>`}var Ae=n(43557);function xe(e){return 0===e.length?c.q``:c.q`<table class="rows requests">
<thead><tr><th scope="col">Request</th><th scope="col">Status</th><th scope="col" class="number">Took</th><th scope="col">Service</th><th scope="col">Who</th><th scope="col">At</th></tr></thead>
<tbody>${e.map(({number:e,at_ms:t,took_ms:n,service:s,username:a,method:o,path:r,query:i,status:d})=>c.q`<tr data-key="${e}">
<td class="main"><code><strong>${o}</strong> ${r}${""===i?"":c.q`<span class="muted">?${i}</span>`}</code></td>
<td><span class="code code-${Math.trunc(d/100)}">${0===d?"cut":d}</span></td>
<td class="number">${n} ms</td>
<td>${s}</td>
<td>${a??"–"}</td>
<td><time datetime="${new Date(t).toISOString()}">${new Date(t).toISOString().slice(11,23)}</time></td></tr>`)}</tbody></table>`}function Ie(e){return c.q`<ul class="kinds" data-key="kinds">${[...G(e)].map(([e,t])=>c.q`<li><a class="${k(e)}" href="/items?kind=${e}"><strong>${q(t)}</strong> ${1===t?$(e).one:$(e).many}</a></li>`)}</ul>`}function Oe(e){const t=e.items.page("true","updated_timestamp DESC, id DESC",[],6),{jobs:n}=e.jobs.page("all",6,null);return c.q`<section data-key="items"><h2>Last changed</h2>
${0===t.length?c.q`<p>There are no items yet.</p>`:X(t)}</section>
<section data-key="jobs"><h2>Last launched</h2>
${0===n.length?c.q`<p>There are no jobs yet.</p>`:ue(e,n)}</section>`}var Me=n(46098);function Ne(e,t,{username:n,email:s,password:a,offlineToken:o}){const r=e.links.personOf(n),{firstName:i,lastName:d}=Me.qp[t],l=Me.qp[t].roles.filter(e=>/-(read|write|admin)$/.test(e));return c.q`<section class="card" aria-labelledby="user-${n}"><h2 id="user-${n}">${n}</h2>
<p class="muted">${i} ${d}, ${s}</p>
<dl class="fields">
<div><dt>Password</dt><dd>${f(a,`password of ${n}`)}</dd></div>
<div><dt>Offline token</dt><dd>${f(o,`offline token of ${n}`)}</dd></div>
<div><dt>Person</dt><dd>${void 0===r?c.q`<span class="muted">linked to nobody</span>`:S(e,r)}</dd></div>
<div><dt>Roles</dt><dd>${0===l.length?c.q`<span class="muted">none of the APIs’</span>`:l.join(", ")}</dd></div>
</dl></section>`}const je=(0,a.K)({contentSecurityPolicy:{defaultSrc:["'self'"],baseUri:["'none'"],formAction:["'self'"],frameAncestors:["'none'"],objectSrc:["'none'"]},strictTransportSecurity:!1}),Le={"/":e=>function({state:e,users:t,control:n}){const{endpoints:s,files:a}=e,o=[`export PROVENA_ENDPOINTS='${JSON.stringify(s)}'`,`export PROVENA_OFFLINE_TOKEN='${t.modeller.offlineToken}'`,`export AWS_ENDPOINT_URL_S3='${a.url}'`],r=Object.entries({...s,s3:a.url,control:n});return{title:"A local Provena",body:c.q`<p class="lead">Seven APIs, Keycloak, an S3 store and job workers run on this machine, to try things out and to test
against. Whatever programs leave here can be looked at on these pages.</p>
${de()}
${ie("start",c.q`${Ie(e)}${Oe(e)}`)}
<section><h2>Point a program at it</h2>
<p>The actions and the client read from the environment where a Provena is, and who they are. In a shell, as <a href="/users">modeller</a>:</p>
${i=o,d="environment",c.q`<div class="copyable lines"><pre tabindex="0" role="region" aria-label="${d}"><code>${i.join("\n")}</code></pre><button type="button" class="copy" aria-label="Copy ${d}">Copy</button></div>`}</section>
<section><h2>Services</h2>
<table class="rows"><thead><tr><th scope="col">Service</th><th scope="col">Address</th><th scope="col">Description</th></tr></thead>
<tbody>${r.map(([e,t])=>function(e,t){const n="keycloak"!==e&&"s3"!==e;return c.q`<tr><td class="main">${e}</td><td><code>${t}</code></td>
<td>${n?c.q`<a href="${t}/openapi.json">OpenAPI<span class="unseen"> of ${e}</span></a>`:""}</td></tr>`}(e,t))}</tbody></table></section>`};var i,d}(e),"/items":({state:e},{query:t})=>function(e,t){const n=h.G.find(e=>e.subtype===t.get("kind"))?.subtype,s=t.get("name")??"",a=function({db:e,items:t},{subtype:n,text:s,page:a}){const o=`SELECT id, display_name FROM items ${void 0===n?"":"WHERE item_subtype = ?"} ORDER BY updated_timestamp DESC, id DESC`,r=e.all(o,...void 0===n?[]:[n]),i=K(s).split(/\s+/),d=r.flatMap(e=>{const t=String(e.id),n=K((0,V.Qq)(e.display_name)??"");return t===s.trim()||i.every(e=>n.includes(e))?[t]:[]}),c=Math.max(1,Math.ceil(d.length/50)),l=Math.min(Math.max(1,a),c);return{items:d.slice(50*(l-1),50*l).flatMap(e=>t.get(e)??[]),total:d.length,pages:c,page:l}}(e,{subtype:n,text:s,page:Number(t.get("page"))||1});return{title:void 0===n?"Items":$(n).many,...void 0===n?{}:{crumbs:[{name:"Items",path:"/items"}]},body:c.q`
${J(e,t,n)}
<form class="search" role="search" action="/items">
${void 0===n?"":c.q`<input type="hidden" name="kind" value="${n}">`}
<label for="name">Name or handle</label>
<input id="name" name="name" type="search" value="${s}" autocomplete="off">
<button>Search</button>
</form>
<p class="muted">${Q(a,s)}</p>
${0===a.items.length?"":X(a.items)}
${Z(a,t)}`}}(e,t),"/items/:id{.+}":({state:e},{id:t})=>function(e,t){const n=w(e,t);if(!n)return function(e,t){const n=e.handles.get(t);return n?{title:`Handle ${t}`,crumbs:[{name:"Items",path:"/items"}],body:c.q`<p>This handle stands for no item. Its values:</p>
<table class="rows"><thead><tr><th scope="col">Index</th><th scope="col">Type</th><th scope="col">Value</th></tr></thead>
<tbody>${n.properties.map(({index:e,type:t,value:n})=>c.q`<tr><td>${e}</td><td>${t}</td><td>${n}</td></tr>`)}</tbody></table>`}:void 0}(e,t);const s=(0,p.T_)((0,p.t2)(e,n));if(void 0!==s)return function(e,t){return{title:String(T(e)),crumbs:[{name:"Items",path:"/items"}],body:c.q`<p class="note">This record cannot be read as an item: ${t}</p>${M("Record",e)}`}}(n,s);const a=$(n.item_subtype);return{title:T(n),heading:c.q`<bdi>${T(n)}</bdi>`,crumbs:[{name:"Items",path:"/items"},{name:a.many,path:`/items?kind=${n.item_subtype}`}],body:c.q`
${W(e,n)}
<p><a class="button" href="${(0,_.PX)(t)}">Lineage</a></p>
${L(e,n)}
${z(e,n)}
${P(e,t)}
${F(e,n)}
${C(n)}
${N(e,n)}
<section><h2>Record</h2><details><summary>The record as it is stored</summary>
${M("Record",n)}</details></section>`}}(e,t),"/lineage/:id{.+}":({state:e},{id:t,query:n})=>we(e,t,n),"/jobs":({state:e},{query:t})=>function(e,t){const n=t.get("batch"),s=n?{column:"batch_id",value:n}:"all",{jobs:a,pagination_key:o}=e.jobs.page(s,50,function(e,t){const[,n,s]=/^(\d+) (\S+)$/.exec(e.get("before")??"")??[];if(void 0===n)return null;const a="all"===t?{gsi_status:"ok"}:{[t.column]:t.value};return{session_id:s,created_timestamp:Number(n),...a}}(t,s)),r=a.at(-1),i=r&&H("/jobs",t,{before:`${r.created_timestamp} ${r.session_id}`});return{title:n?"Jobs of a batch":"Jobs",...n?{crumbs:[{name:"Jobs",path:"/jobs"}]}:{},body:c.q`${de()}
${ie("jobs",0===a.length?c.q`<p>There are none yet.</p>`:ue(e,a))}
<nav class="pager" aria-label="Pages">
${t.has("before")?c.q`<a href="${H("/jobs",t,{before:null})}">Newest</a>`:c.q`<span></span>`}
${o&&i?c.q`<a rel="next" href="${i}">Older</a>`:c.q`<span></span>`}
</nav>`}}(e,t),"/jobs/:id":({state:e},{id:t})=>function(e,t){const n=e.jobs.get(t);if(n)return{title:ne(n),crumbs:[{name:"Jobs",path:"/jobs"}],body:c.q`${de()}
${ie("job",ce(e,n))}
<section><h2>Payload</h2>${M("Payload",n.payload)}</section>`}}(e,t),"/requests":(e,{query:t})=>function({requests:e},t){const n=[...Ae.Bg,"s3"],s=n.find(e=>e===t.get("service")),a=e().filter(e=>void 0===s||e.service===s);return{title:"Requests",body:c.q`${B("Services",[{name:"All",path:"/requests",isSelected:void 0===s},...n.map(e=>({name:e,path:`/requests?service=${e}`,isSelected:e===s}))])}
${de()}
${ie("requests",c.q`<p class="muted" data-key="count">${o=a.length,0===o?"None yet: whatever a program asks of the sandbox appears here.":o>200?`The last 200 of ${q(o)}, the newest first.`:`${q(o)}, the newest first.`}</p>${xe(a.slice(-200).reverse())}`)}`};var o}(e,t),"/users":e=>function({state:e,users:t}){const n=Object.entries(t);return{title:"Users",body:c.q`<p>Programs log in with the password as <code>client-tools</code>, or with the offline token as
<code>automated-access</code>.</p>
<div class="cards">${n.map(([t,n])=>Ne(e,t,n))}</div>`}}(e),"/mails":({state:e})=>function({outbox:e}){const t=e.list().reverse(),n=c.q`<p>None yet. A real server would write to people, for instance when access is asked for; here its mails stay.</p>`,s=t.map(({email_to:e,subject:n,body:s,reason:a,sent_at:o},r)=>c.q`<article class="card" data-key="${t.length-r}">
<h2><bdi>${n}</bdi></h2>
<p class="muted">To <bdi>${e}</bdi>, ${v(o)}. Reason: <bdi>${a}</bdi></p>
<pre tabindex="0" role="region" aria-label="Text of the mail">${s}</pre></article>`);return{title:"Mails",body:c.q`${de()}${ie("mails",0===t.length?n:c.q`${s}`)}`}}(e)};function Re(e){const t=new s.$;t.use(je),t.get("/assets/:name",async e=>{const t=await(0,r.f)(e.req.param("name"));return t?e.body(t.content,200,{"content-type":t.type}):e.notFound()});for(const[n,s]of Object.entries(Le))t.get(n,t=>{const n=s(e,{id:t.req.param("id")??"",query:new URL(t.req.url).searchParams});return n?Ce(t,n):t.notFound()});return t.get("/files/:id{.+}",t=>{const n=w(e.state,t.req.param("id")),s=n&&function(e,t,n){const{bucket:s}=e.files,a=`${d(t)}${n}`;if(void 0!==d(t)&&e.files.exists(s,a))return e.files.presignGet({bucket:s,key:a,expiresInSeconds:i,responseContentDisposition:"attachment"})}(e.state,n,t.req.query("path")??"");return void 0===s?t.notFound():t.redirect(s)}),t.notFound(e=>{return Ce(e,(t=e.req.path,{title:"Nothing here",body:c.q`<p>Nothing has the address <code>${t}</code>. After a reset, what came since is gone.</p>
<p><a href="/items">All items</a></p>`}),404);var t}),t.onError((e,t)=>((0,o.qE)(e,{method:t.req.method,path:t.req.path}),Ce(t,function(e){return{title:"A fault of the sandbox",body:c.q`<pre>${e.message}</pre>`}}(e),500))),t}function Ce(e,t,n=200){return e.header("cache-control","no-store"),e.html(function({title:e,crumbs:t,heading:n,body:s},a){return c.q`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${e} · Provena sandbox</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
${r.r.map(e=>c.q`<link rel="stylesheet" href="/assets/${e}">`)}
<script type="module" src="/assets/page.js"></script>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header class="top">
<a class="brand" href="/"${u("/",a)}><img src="/assets/icon.svg" alt="" width="20" height="20">Provena sandbox</a>
<nav aria-label="Main"><ul>${l.map(e=>c.q`<li><a href="${e.path}"${u(e.path,a)}>${e.name}</a></li>`)}</ul></nav>
</header>
<main id="content" tabindex="-1">
${t&&function(e){return c.q`<nav class="crumbs" aria-label="Breadcrumbs"><ol>${e.map(({name:e,path:t})=>c.q`<li><a href="${t}"><bdi>${e}</bdi></a></li>`)}</ol></nav>`}(t)}
<h1>${n??e}</h1>
${s}
</main>
<footer>A local Provena for trying things out. Times are in UTC.</footer>
</body>
</html>`}(t,e.req.path),n)}}};
