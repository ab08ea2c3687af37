<p>${param.q}</p>
<c:out value="${comment.text}" escapeXml="false"/>
<%= request.getParameter("q") %>
