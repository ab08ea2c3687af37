<c:out value="${param.q}"/>
<p>${fn:escapeXml(param.q)}</p>
