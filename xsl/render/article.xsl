<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: GPL-2.0-or-later -->
<!--
  A release as the article that every edition but the text holds: header,
  lead, body, footer with contacts and boilerplate, notes.  Sections and the
  ids of headings are made afterwards (src/render/article.c), pictures are
  found when it is written (src/render/html.c).
-->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns="http://www.w3.org/1999/xhtml"
    xmlns:g="urn:gazette:release:1"
    xmlns:h="http://www.w3.org/1999/xhtml"
    exclude-result-prefixes="g h">

  <xsl:include href="../lib/words.xsl"/>
  <xsl:include href="../lib/banner.xsl"/>
  <xsl:include href="../lib/inline.xsl"/>
  <xsl:include href="../lib/pieces.xsl"/>

  <!-- The date of the head in words, or nothing. -->
  <xsl:param name="day"/>
  <!-- What the page is called: names an article without a heading. -->
  <xsl:param name="title"/>

  <xsl:template match="/">
    <xsl:apply-templates select="g:release"/>
  </xsl:template>

  <xsl:template match="g:release">
    <article lang="{@xml:lang}">
      <xsl:if test="not(g:head/g:title[not(@visible = 'no')])">
        <xsl:attribute name="aria-label">
          <xsl:value-of select="$title"/>
        </xsl:attribute>
      </xsl:if>
      <xsl:apply-templates select="g:head/g:publication" mode="banners"/>
      <xsl:apply-templates select="g:head/g:publication[g:older]"
          mode="earlier"/>
      <xsl:apply-templates select="g:head" mode="header"/>
      <xsl:apply-templates select="g:head/g:lead"/>
      <xsl:apply-templates select="h:body"/>
      <xsl:apply-templates select="." mode="footer"/>
      <xsl:apply-templates select="g:notes"/>
    </article>
  </xsl:template>

  <xsl:template match="g:release[@piece]">
    <article>
      <xsl:apply-templates select="h:body"/>
    </article>
  </xsl:template>

  <!-- earlier: the versions that stand beside this one. -->
  <xsl:template match="g:publication" mode="earlier">
    <p class="version">
      <xsl:call-template name="word">
        <xsl:with-param name="key">article-earlier</xsl:with-param>
      </xsl:call-template>
      <xsl:apply-templates select="g:older" mode="earlier"/>
    </p>
  </xsl:template>

  <xsl:template match="g:older" mode="earlier">
    <xsl:if test="position() &gt; 1">,</xsl:if>
    <xsl:text> </xsl:text>
    <a href="{../@url}v/{@number}/"><xsl:value-of select="@number"/></a>
  </xsl:template>

  <!-- header: what stands above the text, if anything does. -->
  <xsl:template match="g:head" mode="header">
    <xsl:variable name="title" select="g:title[not(@visible = 'no')]"/>
    <xsl:variable name="date" select="g:issued[@text or $day != '']"/>
    <xsl:variable name="embargo" select="g:embargo[not(../g:publication)]"/>
    <xsl:if test="$title | g:deck | g:dateline | g:byline | $date | $embargo">
      <header>
        <xsl:apply-templates select="$embargo"/>
        <xsl:apply-templates select="$title"/>
        <xsl:apply-templates select="g:deck"/>
        <xsl:apply-templates select="g:dateline"/>
        <xsl:apply-templates select="$date"/>
        <xsl:apply-templates select="g:byline"/>
      </header>
    </xsl:if>
  </xsl:template>

  <xsl:template match="g:title">
    <h1>
      <xsl:copy-of select="@lang | @dir"/>
      <xsl:apply-templates/>
    </h1>
  </xsl:template>

  <xsl:template match="g:deck | g:dateline | g:byline | g:embargo">
    <p class="{local-name()}">
      <xsl:copy-of select="@lang | @dir"/>
      <xsl:apply-templates/>
    </p>
  </xsl:template>

  <xsl:template match="g:issued">
    <p class="issued">
      <time datetime="{.}"><xsl:value-of select="$day"/></time>
    </p>
  </xsl:template>

  <xsl:template match="g:issued[@text]">
    <p class="issued">
      <time datetime="{.}"><xsl:value-of select="@text"/></time>
    </p>
  </xsl:template>

  <xsl:template match="g:lead">
    <div class="lead">
      <xsl:copy-of select="@lang | @dir"/>
      <xsl:apply-templates/>
    </div>
  </xsl:template>

  <xsl:template match="h:body">
    <xsl:apply-templates/>
  </xsl:template>

  <!-- footer: whom to ask, and what is always said at the end. -->
  <xsl:template match="g:release" mode="footer">
    <xsl:if test="g:boilerplate | g:head/g:contact | g:head/g:contact-title
        | g:head/g:publisher | g:head/g:subject
        | g:head/g:publication/g:attachment">
      <footer>
        <xsl:apply-templates select="g:head/g:publication[g:attachment]"
            mode="attachments"/>
        <xsl:apply-templates select="g:head" mode="contacts"/>
        <xsl:apply-templates select="g:boilerplate"/>
        <xsl:apply-templates select="g:head" mode="about"/>
      </footer>
    </xsl:if>
  </xsl:template>

  <!-- attachments: files to be downloaded, each with its kind and size. -->
  <xsl:template match="g:publication" mode="attachments">
    <section class="attachments">
      <h2>
        <xsl:call-template name="word">
          <xsl:with-param name="key">article-attachments</xsl:with-param>
        </xsl:call-template>
      </h2>
      <ul>
        <xsl:apply-templates select="g:attachment" mode="attachments"/>
      </ul>
    </section>
  </xsl:template>

  <xsl:template match="g:attachment" mode="attachments">
    <li>
      <a href="{../@url}{@file}" type="{@type}">
        <xsl:value-of select="@title"/>
      </a>
      <xsl:text> (</xsl:text>
      <xsl:apply-templates select="@size" mode="size"/>
      <xsl:text>)</xsl:text>
    </li>
  </xsl:template>

  <!-- contacts: headings as written, or one of ours. -->
  <xsl:template match="g:head" mode="contacts">
    <xsl:if test="g:contact | g:contact-title">
      <section class="contacts">
        <xsl:if test="not(g:contact-title)">
          <h2>
            <xsl:call-template name="word">
              <xsl:with-param name="key">article-contacts</xsl:with-param>
            </xsl:call-template>
          </h2>
        </xsl:if>
        <xsl:apply-templates select="g:contact-title | g:contact"/>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template match="g:contact-title">
    <h2>
      <xsl:copy-of select="@lang | @dir"/>
      <xsl:apply-templates/>
    </h2>
  </xsl:template>

  <xsl:template match="g:contact">
    <p class="contact">
      <xsl:copy-of select="@lang"/>
      <xsl:apply-templates select="g:raw/node()"/>
    </p>
  </xsl:template>

  <xsl:template match="g:contact[g:name | g:role | g:org | g:address | g:tel
      | g:email | g:web]">
    <p class="contact">
      <xsl:copy-of select="@lang"/>
      <xsl:apply-templates select="g:name | g:role | g:org | g:address"
          mode="who"/>
      <xsl:apply-templates select="g:tel | g:email | g:web" mode="how"/>
    </p>
  </xsl:template>

  <!-- who: name, role, organisation, in a row; the writer gives the order
       of doc/release.md, which is the order of the document. -->
  <xsl:template match="g:name | g:role | g:org | g:address" mode="who">
    <xsl:if test="position() &gt; 1">, </xsl:if>
    <span class="{local-name()}"><xsl:value-of select="."/></span>
  </xsl:template>

  <!-- how: one way to reach somebody a line. -->
  <xsl:template match="g:tel | g:email | g:web" mode="how">
    <xsl:if test="position() &gt; 1 or ../g:name | ../g:role | ../g:org
        | ../g:address">
      <br/>
    </xsl:if>
    <xsl:apply-templates select="."/>
  </xsl:template>

  <xsl:template match="g:tel[@href] | g:web[@href]">
    <a href="{@href}"><xsl:value-of select="."/></a>
  </xsl:template>

  <xsl:template match="g:email">
    <a href="mailto:{.}"><xsl:value-of select="."/></a>
  </xsl:template>

  <xsl:template match="g:boilerplate">
    <div class="boilerplate">
      <xsl:copy-of select="@lang"/>
      <xsl:apply-templates/>
    </div>
  </xsl:template>

  <!-- about: who says it, and of what. -->
  <xsl:template match="g:head" mode="about">
    <xsl:apply-templates select="g:publisher"/>
    <xsl:if test="g:subject">
      <p class="subjects">
        <span class="label">
          <xsl:apply-templates select="." mode="subject-title"/>
        </span>
        <xsl:text> </xsl:text>
        <xsl:apply-templates select="g:subject"/>
      </p>
    </xsl:if>
  </xsl:template>

  <xsl:template match="g:publisher">
    <p class="publisher"><xsl:value-of select="."/></p>
  </xsl:template>

  <xsl:template match="g:subject">
    <xsl:if test="position() &gt; 1">, </xsl:if>
    <span class="subject">
      <xsl:copy-of select="@lang"/>
      <xsl:apply-templates select="." mode="topic"/>
    </span>
  </xsl:template>

  <!-- topic: a tag leads to the other releases that bear it, on whatever page
       the article stands. -->
  <xsl:template match="g:subject" mode="topic">
    <xsl:variable name="topic" select="../g:publication[@base != '']
        /g:topic[@name = current()]"/>
    <xsl:choose>
      <xsl:when test="$topic">
        <a href="{$topic/../@base}{$topic/../@topics}{$topic/@slug}/" rel="tag">
          <xsl:value-of select="."/>
        </a>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Notes. -->

  <xsl:template match="g:notes">
    <xsl:apply-templates select="." mode="kind">
      <xsl:with-param name="notes"
          select="g:note[not(@kind = 'endnote')]"/>
      <xsl:with-param name="kind">footnotes</xsl:with-param>
    </xsl:apply-templates>
    <xsl:apply-templates select="." mode="kind">
      <xsl:with-param name="notes" select="g:note[@kind = 'endnote']"/>
      <xsl:with-param name="kind">endnotes</xsl:with-param>
    </xsl:apply-templates>
  </xsl:template>

  <!-- kind: the section of the footnotes or of the endnotes. -->
  <xsl:template match="g:notes" mode="kind">
    <xsl:param name="notes"/>
    <xsl:param name="kind"/>
    <xsl:if test="$notes">
      <section class="notes" role="doc-endnotes">
        <h2>
          <xsl:call-template name="word">
            <xsl:with-param name="key" select="concat('article-', $kind)"/>
          </xsl:call-template>
        </h2>
        <xsl:apply-templates select="." mode="list">
          <xsl:with-param name="notes" select="$notes"/>
          <xsl:with-param name="roman" select="not($notes[not(contains(
              $romans, concat(' ', @label, ' ')))])"/>
        </xsl:apply-templates>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- The numbers that Word gives to endnotes, as a list counts them. -->
  <xsl:variable name="romans" select="concat(' i ii iii iv v vi vii viii ix x',
      ' xi xii xiii xiv xv xvi xvii xviii xix xx xxi xxii xxiii xxiv xxv',
      ' xxvi xxvii xxviii xxix xxx xxxi xxxii xxxiii xxxiv xxxv xxxvi',
      ' xxxvii xxxviii xxxix xl ')"/>

  <!-- list: the notes of one kind, numbered i, ii, iii if all of them are. -->
  <xsl:template match="g:notes" mode="list">
    <xsl:param name="notes"/>
    <xsl:param name="roman"/>
    <ol>
      <xsl:if test="$roman">
        <xsl:attribute name="type">i</xsl:attribute>
      </xsl:if>
      <xsl:apply-templates select="$notes">
        <xsl:with-param name="roman" select="$roman"/>
      </xsl:apply-templates>
    </ol>
  </xsl:template>

  <xsl:template match="g:note">
    <xsl:param name="roman"/>
    <li id="{@id}">
      <xsl:copy-of select="@lang"/>
      <xsl:choose>
        <xsl:when test="$roman">
          <xsl:apply-templates select="@label" mode="roman"/>
        </xsl:when>
        <xsl:otherwise>
          <xsl:apply-templates select="@label"/>
        </xsl:otherwise>
      </xsl:choose>
      <xsl:apply-templates select="*[position() &lt; last()]"/>
      <xsl:apply-templates select="*[last()]" mode="last"/>
    </li>
  </xsl:template>

  <!-- A mark such as "*" or "a" is shown as it was printed. -->
  <xsl:template match="g:note/@label">
    <xsl:attribute name="class">labelled</xsl:attribute>
    <span class="label"><xsl:value-of select="."/></span>
    <xsl:text> </xsl:text>
  </xsl:template>

  <xsl:template match="g:note/@label[number(.) = number(.)]">
    <xsl:attribute name="value"><xsl:value-of select="."/></xsl:attribute>
  </xsl:template>

  <!-- roman: as many as stand before it in $romans, and one. -->
  <xsl:template match="g:note/@label" mode="roman">
    <xsl:attribute name="value">
      <xsl:value-of select="1 + string-length(translate(substring-before(
          $romans, concat(' ', ., ' ')), 'ivxl', ''))"/>
    </xsl:attribute>
  </xsl:template>

  <!-- last: the last block of a note, with the way back at its end. -->
  <xsl:template match="h:p" mode="last">
    <p>
      <xsl:copy-of select="@*"/>
      <xsl:apply-templates/>
      <xsl:apply-templates select=".." mode="back"/>
    </p>
  </xsl:template>

  <xsl:template match="*" mode="last">
    <xsl:apply-templates select="."/>
    <p>
      <xsl:apply-templates select=".." mode="back"/>
    </p>
  </xsl:template>

  <!-- back: the link from a note to its first reference. -->
  <xsl:template match="g:note" mode="back">
    <xsl:variable name="words">
      <xsl:call-template name="word">
        <xsl:with-param name="key">article-back</xsl:with-param>
      </xsl:call-template>
    </xsl:variable>
    <xsl:text> </xsl:text>
    <a role="doc-backlink" href="#ref-{@id}"
        aria-label="{$words} ({@label})">&#8617;&#xFE0E;</a>
  </xsl:template>
</xsl:stylesheet>
